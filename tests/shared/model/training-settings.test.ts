import { describe, expect, it } from 'vitest'
import { trainingConfigSchema } from '../../../src-shared/model/configuration.ts'
import {
  formWords,
  rangeWords,
  readSetting,
  settingForms,
  settingMisfit,
  writeSetting,
} from '../../../src-shared/model/training-settings.ts'

describe('the allowed values of a setting', () => {
  it('are known for every setting of the configuration', () => {
    expect(Object.keys(settingForms)).toEqual(Object.keys(trainingConfigSchema.shape))
  })
  it.each([
    ['batchSize', 'a whole number, 1 to 512'],
    ['learningRate', 'a number, above 0, up to 1'],
    ['beta1', 'a number, 0 to below 1'],
    ['seed', 'a whole number, 0 or more'],
    ['gradientClip', 'a number, above 0; or none'],
    ['likelihoodWidth', 'a number, above 0; or "learned"; or none'],
    ['encoderStrides', '1 to 6 whole numbers, each 1 to 4; or none'],
    ['conditions', 'up to 16 names; or none'],
    ['precision', '"float32", "bfloat16"'],
    ['augment', 'true, false'],
  ] as const)('are given in words: %s', (name, words) => {
    expect(formWords(settingForms[name])).toBe(words)
    expect(settingMisfit(name, NaN)).toBe(`needed: ${words}`)
  })
  it('have the bounds that the schema enforces', () => {
    for (const [name, { kind, range }] of Object.entries(settingForms)) {
      if (kind !== 'number' || !range) continue
      const takes = (value: number | null) => settingMisfit(name as 'seed', value!) === null
      if (range.low !== null) expect(takes(range.low), name).toBe(!range.aboveLow)
      if (range.low !== null) expect(takes(range.low - 1), name).toBe(false)
      if (range.high !== null) expect(takes(range.high), name).toBe(!range.belowHigh)
      if (range.high !== null) expect(takes(range.high + 1), name).toBe(false)
    }
  })
  it('may have a bound on one side only', () => {
    const open = { whole: false, low: null, high: null, aboveLow: false, belowHigh: false }
    expect(rangeWords(open)).toBe('any')
    expect(rangeWords({ ...open, high: 3 })).toBe('up to 3')
    expect(rangeWords({ ...open, high: 3, belowHigh: true })).toBe('below 3')
  })
})

describe('the text of a setting', () => {
  it.each([
    ['encoderFilters', '64,32', [64, 32]],
    ['encoderFilters', ' 64  32, 16 ', [64, 32, 16]],
    ['encoderStrides', '2', [2]],
    ['encoderStrides', 'none', null],
    ['likelihoodWidth', 'learned', 'learned'],
    ['likelihoodWidth', '0.2', 0.2],
    ['likelihoodWidth', '', null],
    ['gradientClip', ' none ', null],
    ['conditions', 'mean, std', ['mean', 'std']],
    ['conditions', 'none', []],
    ['conditions', '', []],
    // Here the same word is a value.
    ['learningRateDecay', 'none', 'none'],
    ['learningRate', '1e-4', 0.0001],
    ['augment', 'false', false],
  ] as const)('%s of "%s" is its value', (name, text, value) => {
    expect(readSetting(name, text)).toEqual(value)
    expect(settingMisfit(name, readSetting(name, text))).toBeNull()
    expect(readSetting(name, writeSetting(readSetting(name, text)))).toEqual(value)
  })
  it.each([
    ['seed', ''],
    ['seed', 'x'],
    ['kernel', '2.5'],
    ['encoderFilters', ''],
    ['encoderFilters', '8,'],
    ['encoderFilters', '8,8,8,8,8,8,8'],
    ['learningRateDecay', ''],
    ['likelihoodWidth', 'guessed'],
    ['augment', 'maybe'],
  ] as const)('%s of "%s" does not do', (name, text) => {
    expect(settingMisfit(name, readSetting(name, text))).toMatch(/^needed: /)
  })
})
