import { describe, expect, it } from 'vitest'
import { paperSpace, searchableSettings, searchParameterSchema } from '../../../../src-shared/study/search-space.ts'
import type { SearchParameter } from '../../../../src-shared/study/search-space.ts'
import { checkSearchSpace } from '../../../../src-shared/optimize/index.ts'
import { likeliestRun, secondsPerEpoch } from '../../../../src-renderer/views/studies/new/cost.ts'
import { recipeOf, recipes, standardPlan } from '../../../../src-renderer/views/studies/new/recipes.ts'
import { spaceFaults } from '../../../../src-shared/study/space-faults.ts'
import { rangeOfParameter } from '../../../../src-renderer/views/studies/study-words.ts'
import { kindsOf, suggestParameter, withKind } from '../../../../src-renderer/views/studies/new/suggest-parameter.ts'
import { demoConfig, metricsOf, runs } from '../../fake/records.ts'

const int = (low: number, high: number, more = {}): SearchParameter => ({
  kind: 'int',
  name: 'latentDimension',
  low,
  high,
  ...more,
})

describe('a parameter that is suggested', () => {
  it.each(searchableSettings)('%s is one that the host takes, of every kind', (name) => {
    for (const kind of kindsOf(name)) {
      const parameter = suggestParameter(demoConfig, name, kind)
      expect(searchParameterSchema.safeParse(parameter).error?.message).toBeUndefined()
      expect(spaceFaults([parameter], null)).toEqual([])
      expect(() => checkSearchSpace([parameter])).not.toThrow()
    }
  })
  it('is the paper’s where the paper searched', () => {
    expect(
      paperSpace.map(({ name }) =>
        suggestParameter(demoConfig, name, name === 'kernel' || name === 'batchSize' ? 'categorical' : undefined),
      ),
    ).toEqual(paperSpace)
  })
  it('is about the base’s value elsewhere', () => {
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
  it('is never drawn from continuous where enter whole numbers', () => {
    expect(kindsOf('kernel')).toEqual(['int', 'categorical'])
    expect(kindsOf('learningRate')).toEqual(['float', 'categorical'])
    expect(kindsOf('activation')).toEqual(['categorical'])
  })
})

describe('a parameter of another kind', () => {
  it('keeps bounds, scale and condition from one range to the other', () => {
    const when = { parameter: 'kernel', values: [3] }
    const from: SearchParameter = { kind: 'float', name: 'klWeight', low: 1, high: 9, log: true, when }
    expect(withKind(demoConfig, from, 'int')).toEqual({ ...from, kind: 'int' })
  })
  it('takes its bounds from the choices', () => {
    const choices: SearchParameter = { kind: 'categorical', name: 'kernel', choices: [5, 3, 7] }
    expect(withKind(demoConfig, choices, 'int')).toEqual({ kind: 'int', name: 'kernel', low: 3, high: 7 })
  })
  it('begins anew where nothing can be kept', () => {
    expect(withKind(demoConfig, int(1, 9), 'categorical')).toMatchObject({ kind: 'categorical', choices: [32] })
  })
})

describe('a search space', () => {
  it('is told in words', () => {
    expect(paperSpace.map(rangeOfParameter).slice(1)).toEqual(['16 to 512, logarithmic', '3, 4 or 5', '4, 8, 16 or 32'])
    expect(rangeOfParameter(int(1, 9, { step: 2 }))).toBe('1 to 9, in steps of 2')
  })
})

describe('recipes', () => {
  it.each(recipes.map(({ name }) => name))('%s is known by what it makes', (name) => {
    expect(recipeOf(recipes.find((one) => one.name === name)!.plan())?.name).toBe(name)
  })
  it('are made anew each time', () => {
    standardPlan().space.pop()
    expect(standardPlan().space).toHaveLength(4)
  })
})

describe('what an epoch takes', () => {
  it('is the middle of the last ones, without the first, which also compiles', () => {
    const rows = metricsOf(1, 4).map((row, i) => ({ ...row, seconds: [60, 3, 1, 2][i] }))
    expect(secondsPerEpoch(rows)).toBe(2)
    expect(secondsPerEpoch(rows.slice(0, 1))).toBe(60)
    expect(secondsPerEpoch([])).toBeNull()
  })
  it('is told by the run on the dataset that is most alike, of those by the newest', () => {
    const of = (changes: Partial<typeof demoConfig>, id = 'demo-64px') =>
      likeliestRun(runs, id, { ...demoConfig, ...changes })?.id
    expect(of({})).toBe('demo-2026-11-23-c')
    expect(of({ latentDimension: 16 })).toBe('latent-16')
    expect(of({ kernel: 7, batchSize: 32 })).toBe('wide-kernel')
    expect(of({ seed: 7, learningRate: 1e-5 })).toBe('demo-2026-11-23-c')
    expect(of({}, 'elsewhere')).toBeUndefined()
  })
})
