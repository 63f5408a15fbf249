import { describe, expect, it } from 'vitest'
import { paperSpace } from '../../../../../src-shared/study/search-space.ts'
import type { SearchParameter } from '../../../../../src-shared/study/search-space.ts'
import { likeliestRun, secondsPerEpoch } from '../../../../../src-renderer/views/studies/new/cost.ts'
import { recipeOf, recipes, standardPlan } from '../../../../../src-renderer/views/studies/new/recipes.ts'
import { kindsOf, suggestParameter, withKind } from '../../../../../src-renderer/views/studies/new/suggest-parameter.ts'
import { demoConfig, metricsOf, runs } from '../../../fake/records.ts'

describe('the suggested range of a setting', () => {
  it('is a factor of four either way, within the limits of the setting', () => {
    // 9 is the largest kernel; the paper searched choices, so a new range is suggested.
    expect(suggestParameter({ ...demoConfig, kernel: 8 }, 'kernel', 'int')).toMatchObject({ low: 2, high: 9 })
    expect(suggestParameter({ ...demoConfig, kernel: 2 }, 'kernel', 'int')).toMatchObject({ low: 1, high: 8 })
  })
  it('is linear if it starts at zero', () => {
    const warmUp = suggestParameter({ ...demoConfig, klWarmUpEpochs: 0 }, 'klWarmUpEpochs')
    expect(warmUp).not.toHaveProperty('log')
    expect(warmUp).toMatchObject({ low: 0, high: 10 })
  })
  it('is around one for a setting without a value', () => {
    expect(suggestParameter({ ...demoConfig, gradientClip: null }, 'gradientClip')).toMatchObject({
      kind: 'float',
      low: 0.1,
      high: 10,
    })
  })
  it('has at most two digits, as one would type it', () => {
    expect(suggestParameter({ ...demoConfig, klWeight: 1 / 3 }, 'klWeight')).toMatchObject({ low: 0.083, high: 1.3 })
  })
  it('of choices starts with the configuration’s value, ordered if numeric', () => {
    expect(suggestParameter({ ...demoConfig, denseWidth: 256 }, 'denseWidth', 'categorical')).toEqual({
      kind: 'categorical',
      name: 'denseWidth',
      choices: [256],
      ordered: true,
    })
  })
  it('is a copy of the paper’s, which a form can change', () => {
    const rate = suggestParameter(demoConfig, 'learningRate')
    Object.assign(rate, { low: 1 })
    expect(paperSpace[0]).toMatchObject({ low: 1e-5 })
  })
})

describe('a parameter converted to another kind', () => {
  const steps: SearchParameter = { kind: 'int', name: 'denseWidth', low: 32, high: 512, step: 32 }
  it('keeps its step between ranges', () => {
    expect(withKind(demoConfig, steps, 'float')).toEqual({ ...steps, kind: 'float' })
  })
  it('is unchanged if it already has that kind', () => {
    expect(withKind(demoConfig, steps, 'int')).toBe(steps)
  })
  it('keeps its condition when its range is reset', () => {
    const when = { parameter: 'kernel', values: [3] }
    expect(withKind(demoConfig, { ...steps, when }, 'categorical').when).toEqual(when)
    const one: SearchParameter = { kind: 'categorical', name: 'denseWidth', choices: [64], when }
    expect(withKind(demoConfig, one, 'int')).toMatchObject({ kind: 'int', when })
  })
  it('of one choice does not become a range of zero length', () => {
    const one: SearchParameter = { kind: 'categorical', name: 'denseWidth', choices: [64] }
    const made = withKind(demoConfig, one, 'int')
    expect(made.kind === 'int' && made.low < made.high).toBe(true)
  })
  it('can always become choices', () => {
    for (const name of ['augment', 'activation', 'kernel', 'learningRate'] as const)
      expect(kindsOf(name)).toContain('categorical')
  })
})

describe('a recipe', () => {
  it('is unselected if a single number is customised', () => {
    expect(recipeOf({ ...standardPlan(), seed: 1 })).toBeUndefined()
    expect(recipeOf({ ...standardPlan(), space: paperSpace.slice(1) })).toBeUndefined()
  })
  it('states its numbers of trials and epochs in its tooltip', () => {
    for (const { title, plan } of recipes) {
      const { budget, epochs } = plan()
      expect(title).toContain(`${budget} trials of ${epochs} epochs`)
    }
  })
})

describe('the time of an epoch', () => {
  it('is not affected by one slow epoch', () => {
    const seconds = [50, 2, 2, 90, 2, 2]
    const rows = metricsOf(1, 6).map((row, i) => ({ ...row, seconds: seconds[i] }))
    expect(secondsPerEpoch(rows)).toBe(2)
  })
  it('uses only the last nine epochs', () => {
    const rows = metricsOf(1, 40).map((row, i) => ({ ...row, seconds: i < 31 ? 8 : 3 }))
    expect(secondsPerEpoch(rows)).toBe(3)
  })
  it('is not taken from a run without epochs', () => {
    const waiting = runs.map((run) => ({ ...run, epoch: 0 }))
    expect(likeliestRun(waiting, 'demo-64px', demoConfig)).toBeNull()
  })
  it('does not depend on settings that do not affect it', () => {
    const same = likeliestRun(runs, 'demo-64px', demoConfig)
    const other = { ...demoConfig, seed: 9, klWeight: 3, learningRate: 1e-5, beta1: 0.1 }
    expect(likeliestRun(runs, 'demo-64px', other)).toBe(same)
  })
})
