import { describe, expect, it } from 'vitest'
import { paperSpace } from '../../../../src-shared/study/search-space.ts'
import type { SearchParameter } from '../../../../src-shared/study/search-space.ts'
import type { Trial } from '../../../../src-preload/contract/index.ts'
import { bestSoFar, shownValue, topTrials } from '../../../../src-renderer/views/studies/charts/best.ts'
import { brushed, withBrush } from '../../../../src-renderer/views/studies/charts/brushes.ts'
import { curveOf } from '../../../../src-renderer/views/studies/charts/curves.ts'
import { belongs, draftOf, misfitOf, paramsOf } from '../../../../src-renderer/views/studies/page/hand-trial.ts'
import { countStyles, styleOf, styles, penOf } from '../../../../src-renderer/views/studies/charts/trial-styles.ts'
import { lossesOf } from '../../../../src-renderer/views/studies/page/losses.ts'
import {
  parameterScale,
  shareOf,
  valueAtShare,
  valueScale,
} from '../../../../src-renderer/views/studies/charts/scales.ts'
import { numberScale, studyData } from '../../../../src-renderer/views/studies/charts/study-data.ts'
import { durationOf, timeline } from '../../../../src-renderer/views/studies/charts/timeline.ts'
import { filterTrials } from '../../../../src-renderer/views/studies/page/trial-filter.ts'
import { studyRecord, summaryOf, trialRecord } from '../../fake/study-records.ts'

const study = studyRecord('s')
const trial = (number: number, value: number | null, changes: Partial<Trial> = {}): Trial =>
  trialRecord(study, number, 'complete', { value, ...changes })
const numbers = (trials: readonly Trial[]) => trials.map(({ number }) => number)
const [rate, latent, kernel] = paperSpace

describe('the best so far', () => {
  const trials = [trial(1, 5), trial(2, 7), trial(3, 3), trial(4, 9, { state: 'pruned' }), trial(5, 4)]
  it('steps down where a trial is better, and goes on to the last trial', () => {
    expect(bestSoFar(trials, 'minimise')).toEqual({ x: [1, 3, 3, 5], y: [5, 5, 3, 3] })
  })
  it('steps up where values are maximised; pruned trials do not count', () => {
    expect(bestSoFar(trials, 'maximise')).toEqual({ x: [1, 2, 2, 5], y: [5, 5, 7, 7] })
  })
  it('is nothing without a complete trial', () => {
    expect(bestSoFar([trial(1, null, { state: 'failed' })], 'minimise')).toEqual({ x: [], y: [] })
  })
})

describe('the best k', () => {
  const trials = [trial(1, 5), trial(2, 1), trial(3, null, { state: 'running' }), trial(4, 3)]
  it('are complete trials, best first', () => {
    expect(numbers(topTrials(trials, 2, 'minimise'))).toEqual([2, 4])
    expect(numbers(topTrials(trials, 2, 'maximise'))).toEqual([1, 4])
    expect(numbers(topTrials(trials, 9, 'minimise'))).toEqual([2, 4, 1])
  })
})

describe('the value that is shown', () => {
  it('of a running trial is that of its last epoch; a failed one has none', () => {
    const intermediate = [
      { epoch: 1, value: 9 },
      { epoch: 2, value: 8 },
    ]
    expect(shownValue(trial(1, null, { state: 'running', intermediate }))).toBe(8)
    expect(shownValue(trial(1, null, { state: 'failed', intermediate }))).toBeNull()
    expect(shownValue(trial(1, 3))).toBe(3)
  })
})

describe('the scale of a parameter', () => {
  it('is logarithmic where the search is, over the whole range of the space', () => {
    const scale = parameterScale(rate, [])
    expect(scale.log).toBe(true)
    // Four per cent of three decades on either side: 10^(-5 - 0.12) to 10^(-2 + 0.12).
    expect(Math.log10(scale.range[0])).toBeCloseTo(-5.12, 10)
    expect(Math.log10(scale.range[1])).toBeCloseTo(-1.88, 10)
    expect(shareOf(scale, 10 ** -3.5)).toBeCloseTo(0.5, 12)
    expect(valueAtShare(scale, 0.5)).toBeCloseTo(10 ** -3.5, 12)
  })
  it('takes in trials from before the space was narrowed', () => {
    const scale = parameterScale(latent, [trial(1, 1, { params: { latentDimension: 1024 } })])
    expect(scale.range[1]).toBeGreaterThan(1024)
  })
  it('has the names of choices at whole numbers, those that the space no longer has too', () => {
    const scale = parameterScale(kernel, [trial(1, 1, { params: { kernel: 7 } })])
    expect(scale.axis.labels).toEqual(['3', '4', '5', '7'])
    expect(scale.range).toEqual([-0.5, 3.5])
    expect(scale.at(trial(2, 1, { params: { kernel: 5 } }))).toBe(2)
  })
  it('has no place for a trial without the parameter', () => {
    for (const parameter of [rate, kernel])
      expect(parameterScale(parameter, []).at(trial(1, 1, { params: {} }))).toBeNaN()
  })
  it('of values is logarithmic only if all are above zero', () => {
    const axis = { name: 'value' }
    expect(valueScale([trial(1, 10), trial(2, 1000)], axis, true).log).toBe(true)
    expect(valueScale([trial(1, -10), trial(2, 1000)], axis, true).log).toBe(false)
    // Failed trials have no value and are in nobody's way.
    expect(valueScale([trial(1, null, { state: 'failed' }), trial(2, 10)], axis, true).log).toBe(true)
  })
  it('of numbers begins before the first and ends after the last', () => {
    expect(numberScale([trial(1, 1), trial(2, 1)]).range).toEqual([0.5, 2.5])
    expect(numberScale([]).range[1]).toBeGreaterThan(numberScale([]).range[0])
  })
})

describe('brushes', () => {
  const trials = [
    trial(1, 10, { params: { learningRate: 1e-4, kernel: 3 } }),
    trial(2, 20, { params: { learningRate: 1e-3, kernel: 4 } }),
    trial(3, 30, { params: { kernel: 4 } }),
  ]
  const scales = [
    parameterScale(rate, trials),
    parameterScale(kernel, trials),
    valueScale(trials, { name: 'v' }, false),
  ]
  it('leave the trials that lie within all of them', () => {
    const one = withBrush(new Map(), 'kernel', [0.5, 1.5])
    expect(numbers(brushed(trials, scales, one))).toEqual([2, 3])
    expect(numbers(brushed(trials, scales, withBrush(one, 'value', [0, 25])))).toEqual([2])
  })
  it('of a parameter leave out trials that have none', () => {
    expect(numbers(brushed(trials, scales, withBrush(new Map(), 'learningRate', [0, 1])))).toEqual([1, 2])
  })
  it('are taken away one by one, and turned round where they were drawn downwards', () => {
    const two = withBrush(withBrush(new Map(), 'kernel', [2, 1]), 'value', [0, 1])
    expect(two.get('kernel')).toEqual([1, 2])
    expect([...withBrush(two, 'kernel', null).keys()]).toEqual(['value'])
  })
})

describe('the timeline', () => {
  const at = (from: number, to: number | null, number: number, changes: Partial<Trial> = {}) =>
    trial(number, 1, {
      startedAt: new Date(1000 * from).toISOString(),
      endedAt: to === null ? null : new Date(1000 * to).toISOString(),
      ...changes,
    })
  it('has as many rows as there were trials at once, the lowest free one for each', () => {
    const spans = timeline([at(0, 10, 1), at(2, 4, 2), at(5, 7, 3), at(10, 12, 4)], 0)
    expect(spans.map(({ slot }) => slot)).toEqual([0, 1, 1, 0])
  })
  it('draws what runs up to now, and leaves out what has not begun', () => {
    const spans = timeline(
      [at(0, null, 1, { state: 'running' }), trial(2, null, { state: 'waiting', startedAt: null, endedAt: null })],
      9000,
    )
    expect(spans).toMatchObject([{ from: 0, to: 9000, open: true }])
  })
  it('knows how long a trial took once it has ended', () => {
    expect(durationOf(at(3, 10, 1))).toBe(7000)
    expect(durationOf(at(3, null, 1))).toBeNull()
  })
})

describe('curves', () => {
  it('are made once for a trial, so that an epoch of another costs nothing', () => {
    const intermediate = [3, 1, 2].map((value, i) => ({ epoch: 5 * (i + 1), value }))
    const one = trial(1, 1, { intermediate })
    const extent = { x: [5, 15], y: [1, 3] }
    expect(curveOf(one)).toEqual({ trial: one, x: [5, 10, 15], y: [3, 1, 2], extent })
    expect(curveOf(one)).toBe(curveOf(one))
  })
})

describe('styles', () => {
  it('differ by sign, so that none is told by its colour alone', () => {
    const signs = Object.values(styles).map(({ sign }) => sign)
    expect(new Set(signs).size).toBe(signs.length)
    const dashes = Object.values(styles).map(({ dash }) => dash.join())
    expect(new Set(dashes).size).toBe(dashes.length)
  })
  it('are imported before they are complete', () => {
    expect(styleOf({ state: 'complete', origin: 'imported' })).toBe('imported')
    expect(styleOf({ state: 'complete', origin: 'enqueued' })).toBe('complete')
  })
  it('are counted in their order, those that there are', () => {
    const trials = [trial(1, 1, { state: 'failed' }), trial(2, 1), trial(3, 1), trial(4, 1, { origin: 'imported' })]
    expect(countStyles(trials)).toEqual([
      ['complete', 2],
      ['failed', 1],
      ['imported', 1],
    ])
  })
  it('are filled only where something has come to its end', () => {
    const theme = { series: ['#000001', '#000002', '#000003'] }
    expect(penOf('complete', theme)).toMatchObject({ fill: '#000001', stroke: '#000001' })
    expect(penOf('pruned', theme).fill).toBeUndefined()
    expect(penOf('failed', theme).stroke).toBe('#000001')
    expect(penOf('pruned', theme, 'line').dash).toEqual([6, 3])
  })
})

describe('the filter of the table', () => {
  const trials = [
    trial(1, 3100, { params: { kernel: 3, learningRateDecay: 'none' } }),
    trial(2, 3300, { params: { kernel: 4, learningRateDecay: 'cosine' }, state: 'pruned', epochs: 5 }),
    trial(3, null, { state: 'failed', failure: { code: 'x', message: 'The loss is not a number.' } }),
  ]
  it.each([
    ['', [1, 2, 3]],
    ['pruned', [2]],
    ['LOSS', [3]],
    ['cosine', [2]],
    ['kernel=4', [2]],
    ['value<3200', [1]],
    ['value>=3100 epochs<10', [2]],
    ['learningratedecay!=none trial<3', [2]],
    ['s-0001', [1]],
  ])('“%s”', (words, left) => expect(numbers(filterTrials(trials, words))).toEqual(left))
})

describe('a trial by hand', () => {
  const space: SearchParameter[] = [
    { kind: 'float', name: 'learningRate', low: 1e-4, high: 1e-2, log: true },
    { kind: 'int', name: 'denseWidth', low: 64, high: 512, step: 64 },
    { kind: 'categorical', name: 'learningRateDecay', choices: ['none', 'cosine'] },
    {
      kind: 'float',
      name: 'decayFloor',
      low: 0,
      high: 1,
      when: { parameter: 'learningRateDecay', values: ['cosine'] },
    },
  ]
  it('begins as the best trial, else in the middle of each scale', () => {
    expect(draftOf(space, null)).toEqual({
      learningRate: 1e-3,
      denseWidth: 320,
      learningRateDecay: 'none',
      decayFloor: 0.5,
    })
    expect(draftOf(space, { learningRate: 5e-4 })).toMatchObject({ learningRate: 5e-4, denseWidth: 320 })
  })
  it('has no value of a parameter that does not belong to it', () => {
    const draft = draftOf(space, null)
    expect(Object.keys(paramsOf(space, draft))).not.toContain('decayFloor')
    expect(paramsOf(space, { ...draft, learningRateDecay: 'cosine' }).decayFloor).toBe(0.5)
    expect(belongs(space[3], [], draft)).toBe(false)
  })
  it('says what a value must be', () => {
    expect(misfitOf(space[0], NaN)).toBe('enter a number')
    expect(misfitOf(space[0], 1)).toBe('0.0001 to 0.01')
    expect(misfitOf(space[1], 64.5)).toBe('enter a whole number')
    expect(misfitOf(space[1], 100)).toBe('64 plus multiples of 64')
    expect(misfitOf(space[1], 192)).toBe('')
    expect(misfitOf(space[2], 'linear')).toBe('choose a value')
    expect(misfitOf(space[2], undefined)).toBe('choose a value')
  })
})

describe('what a removal loses', () => {
  const counts = { waiting: 1, running: 2, complete: 10, pruned: 3, failed: 1, interrupted: 0 }
  it('names trials, what runs, and the runs unless they are kept', () => {
    expect(lossesOf({ name: 's', counts }, false)).toEqual([
      'the study with its 17 trials, and what its sampler learned',
      'the training of 2 running trials',
      '16 runs with all checkpoints',
    ])
    expect(lossesOf({ name: 's', counts }, true)).toHaveLength(2)
  })
})

describe('what the drawings are made from', () => {
  const trials = [trial(1, 5), trial(2, 3), trial(3, 9, { state: 'pruned' })]
  const summary = summaryOf(study, trials)
  it('has an axis for each parameter, and that of the objective', () => {
    const data = studyData(summary, trials, { hidden: new Set(), logValue: false })
    expect(data.parameters.map(({ key }) => key)).toEqual(['learningRate', 'latentDimension', 'kernel', 'batchSize'])
    expect(data.value.axis).toEqual({ name: 'validation −ELBO per patch', unit: 'nat' })
    expect(data.best).toBe(2)
  })
  it('leaves out states that are not wanted', () => {
    const data = studyData(summary, trials, { hidden: new Set(['complete']), logValue: false })
    expect(numbers(data.trials)).toEqual([3])
    expect(data.best).toBeNull()
  })
})
