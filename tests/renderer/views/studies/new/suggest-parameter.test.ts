import { describe, expect, it } from 'vitest'
import { paperSpace, searchableSettings, searchParameterSchema } from '../../../../../src-shared/study/search-space.ts'
import type { SearchParameter } from '../../../../../src-shared/study/search-space.ts'
import { checkSearchSpace } from '../../../../../src-shared/optimize/index.ts'
import { spaceFaults } from '../../../../../src-shared/study/space-faults.ts'
import { kindsOf, suggestParameter, withKind } from '../../../../../src-renderer/views/studies/new/suggest-parameter.ts'
import { demoConfig } from '../../../fake/records.ts'

const int = (low: number, high: number, more = {}): SearchParameter => ({
  kind: 'int',
  name: 'latentDimension',
  low,
  high,
  ...more,
})

describe('a suggested parameter', () => {
  it.each(searchableSettings)('%s is accepted by the host, in every kind', (name) => {
    for (const kind of kindsOf(name)) {
      const parameter = suggestParameter(demoConfig, name, kind)
      expect(searchParameterSchema.safeParse(parameter).error?.message).toBeUndefined()
      expect(spaceFaults([parameter], null)).toEqual([])
      expect(() => checkSearchSpace([parameter])).not.toThrow()
    }
  })
  it('is the paper’s if the paper searched it', () => {
    expect(
      paperSpace.map(({ name }) =>
        suggestParameter(demoConfig, name, name === 'kernel' || name === 'batchSize' ? 'categorical' : undefined),
      ),
    ).toEqual(paperSpace)
  })
  it('is otherwise around the base’s value', () => {
    expect(suggestParameter({ ...demoConfig, denseWidth: 128 }, 'denseWidth')).toEqual({
      kind: 'int',
      name: 'denseWidth',
      low: 32,
      high: 512,
      log: true,
    })
    expect(suggestParameter({ ...demoConfig, beta1: 0.5 }, 'beta1')).toMatchObject({ low: 0.25, high: 0.75 })
    expect(suggestParameter(demoConfig, 'beta2')).toMatchObject({ low: 0.4995, high: 0.9995 })
    expect(suggestParameter(demoConfig, 'gradientClip')).toMatchObject({ low: 0.1, high: 10, log: true })
    expect(suggestParameter(demoConfig, 'klWarmUpEpochs')).toMatchObject({ low: 0, high: 10 })
  })
  it('is never continuous for whole numbers', () => {
    expect(kindsOf('kernel')).toEqual(['int', 'categorical'])
    expect(kindsOf('learningRate')).toEqual(['float', 'categorical'])
    expect(kindsOf('activation')).toEqual(['categorical'])
  })
})

describe('a parameter converted to another kind', () => {
  it('keeps bounds, scale and condition between ranges', () => {
    const when = { parameter: 'kernel', values: [3] }
    const from: SearchParameter = { kind: 'float', name: 'klWeight', low: 1, high: 9, log: true, when }
    expect(withKind(demoConfig, from, 'int')).toEqual({ ...from, kind: 'int' })
  })
  it('takes its bounds from the choices', () => {
    const choices: SearchParameter = { kind: 'categorical', name: 'kernel', choices: [5, 3, 7] }
    expect(withKind(demoConfig, choices, 'int')).toEqual({ kind: 'int', name: 'kernel', low: 3, high: 7 })
  })
  it('is reset if nothing can be kept', () => {
    expect(withKind(demoConfig, int(1, 9), 'categorical')).toMatchObject({ kind: 'categorical', choices: [32] })
  })
})
