import { describe, expect, it } from 'vitest'
import { searchableSettings } from '../../../../src-shared/study/search-space.ts'
import type { SearchParameter } from '../../../../src-shared/study/search-space.ts'
import { objectiveSchema, prunerSchema, samplerSchema } from '../../../../src-shared/study/specification.ts'
import {
  aboutParameter,
  metricAxis,
  metricWords,
  prunerWords,
  rangeOfParameter,
  samplerWords,
  usualDirection,
} from '../../../../src-renderer/views/studies/study-words.ts'

const categorical = (choices: (string | number | boolean)[]): SearchParameter => ({
  kind: 'categorical',
  name: 'activation',
  choices,
})

describe('the words of a study', () => {
  it('cover every metric, sampler and pruner of the contract', () => {
    expect(Object.keys(metricWords('paper')).sort()).toEqual([...objectiveSchema.shape.metric.unwrap().options].sort())
    for (const kind of Object.keys(samplerWords)) expect(samplerSchema.safeParse({ kind }).success).toBe(true)
    expect(Object.keys(samplerWords)).toHaveLength(samplerSchema.options.length)
    for (const kind of Object.keys(prunerWords)) expect(prunerSchema.safeParse({ kind }).success).toBe(true)
    expect(Object.keys(prunerWords)).toHaveLength(prunerSchema.options.length)
  })
  it('are sentences', () => {
    for (const { meaning } of [metricWords('paper'), metricWords('flow'), samplerWords, prunerWords].flatMap((words) =>
      Object.values(words),
    ))
      expect(meaning).toMatch(/^[A-Z].*\.$/)
  })
  it('warn against a search on the test patches', () => {
    for (const [name, { meaning }] of Object.entries(metricWords('spatial')))
      expect(meaning.includes('no longer an independent test'), name).toBe(name.startsWith('test'))
  })
  it('have a label and a hint for every setting that can be searched', () => {
    for (const name of searchableSettings) {
      expect(aboutParameter(name).label).not.toBe('')
      expect(aboutParameter(name).hint).not.toBe('')
    }
  })
})

describe('a metric', () => {
  it('is better when it is lower, except for speed', () => {
    for (const metric of objectiveSchema.shape.metric.unwrap().options)
      expect(usualDirection(metric)).toBe(metric === 'imagesPerSecond' ? 'maximise' : 'minimise')
  })
  it('has its unit on the axis', () => {
    expect(metricAxis('validationLoss', 'paper')).toEqual({ name: 'validation −ELBO per patch', unit: 'nat' })
    expect(metricAxis('testLoss', 'flow')).toEqual({ name: 'test velocity error' })
    expect(metricAxis('validationKl', 'spatial').unit).toBe('nat')
    expect(metricAxis('imagesPerSecond', 'flow').unit).not.toBe('nat')
  })
})

describe('a range in words', () => {
  it.each([
    [categorical(['relu']), 'relu'],
    [categorical(['relu', 'elu']), 'relu or elu'],
    [categorical([3, 4, 5]), '3, 4 or 5'],
    [categorical([true, false]), 'true or false'],
    [categorical([]), ''],
    [{ kind: 'float', name: 'learningRate', low: 1e-5, high: 1e-2, log: true }, '10⁻⁵ to 0.01, logarithmic'],
    [{ kind: 'float', name: 'klWeight', low: -1, high: 1 }, '−1 to 1'],
    [{ kind: 'int', name: 'denseWidth', low: 32, high: 512, step: 32 }, '32 to 512, in steps of 32'],
  ] as [SearchParameter, string][])('%j is “%s”', (parameter, words) => {
    expect(rangeOfParameter(parameter)).toBe(words)
  })
})
