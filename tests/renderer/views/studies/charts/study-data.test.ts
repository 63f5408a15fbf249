import { describe, expect, it } from 'vitest'
import { studyData } from '../../../../../src-renderer/views/studies/charts/study-data.ts'
import { summaryOf } from '../../../fake/study-records.ts'
import { study, trial, numbers } from '../trial-examples.ts'

describe('the data of the charts', () => {
  const trials = [trial(1, 5), trial(2, 3), trial(3, 9, { state: 'pruned' })]
  const summary = summaryOf(study, trials)
  it('have an axis for each parameter and for the objective', () => {
    const data = studyData(summary, trials, { hidden: new Set(), logValue: false })
    expect(data.parameters.map(({ key }) => key)).toEqual(['learningRate', 'latentDimension', 'kernel', 'batchSize'])
    expect(data.value.axis).toEqual({ name: 'validation −ELBO per patch', unit: 'nat' })
    expect(data.best).toBe(2)
  })
  it('exclude hidden states', () => {
    const data = studyData(summary, trials, { hidden: new Set(['complete']), logValue: false })
    expect(numbers(data.trials)).toEqual([3])
    expect(data.best).toBeNull()
  })
})
