import { describe, expect, it } from 'vitest'
import { parameterScale, valueScale } from '../../../../../src-renderer/views/studies/charts/scales.ts'
import { shareOf, valueAtShare } from '../../../../../src-shared/axes/share.ts'
import { paperSpace } from '../../../../../src-shared/study/search-space.ts'
import { numberScale } from '../../../../../src-renderer/views/studies/charts/study-data.ts'
import { trial } from '../trial-examples.ts'

const [rate, latent, kernel] = paperSpace

describe('the scale of a parameter', () => {
  it('is logarithmic if the search is, over the whole range of the space', () => {
    const scale = parameterScale(rate, [])
    expect(scale.log).toBe(true)
    // Four per cent of three decades on each side: 10^(-5 - 0.12) to 10^(-2 + 0.12).
    expect(Math.log10(scale.range[0])).toBeCloseTo(-5.12, 10)
    expect(Math.log10(scale.range[1])).toBeCloseTo(-1.88, 10)
    expect(shareOf(scale, 10 ** -3.5)).toBeCloseTo(0.5, 12)
    expect(valueAtShare(scale, 0.5)).toBeCloseTo(10 ** -3.5, 12)
  })
  it('includes trials from before the space was narrowed', () => {
    const scale = parameterScale(latent, [trial(1, 1, { params: { latentDimension: 1024 } })])
    expect(scale.range[1]).toBeGreaterThan(1024)
  })
  it('has choices at whole numbers, including those no longer in the space', () => {
    const scale = parameterScale(kernel, [trial(1, 1, { params: { kernel: 7 } })])
    expect(scale.axis.labels).toEqual(['3', '4', '5', '7'])
    expect(scale.range).toEqual([-0.5, 3.5])
    expect(scale.at(trial(2, 1, { params: { kernel: 5 } }))).toBe(2)
  })
  it('has no position for a trial without the parameter', () => {
    for (const parameter of [rate, kernel])
      expect(parameterScale(parameter, []).at(trial(1, 1, { params: {} }))).toBeNaN()
  })
  it('of values is logarithmic only if all are positive', () => {
    const axis = { name: 'value' }
    expect(valueScale([trial(1, 10), trial(2, 1000)], axis, true).log).toBe(true)
    expect(valueScale([trial(1, -10), trial(2, 1000)], axis, true).log).toBe(false)
    // Failed trials have no value and do not matter.
    expect(valueScale([trial(1, null, { state: 'failed' }), trial(2, 10)], axis, true).log).toBe(true)
  })
  it('of trial numbers starts before the first and ends after the last', () => {
    expect(numberScale([trial(1, 1), trial(2, 1)]).range).toEqual([0.5, 2.5])
    expect(numberScale([]).range[1]).toBeGreaterThan(numberScale([]).range[0])
  })
})
