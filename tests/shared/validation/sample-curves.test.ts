import { describe, expect, test } from 'vitest'
import { higherOrderCharts, sampleCurves, smoothedCharts } from '../../../src-shared/validation/sample-curves.ts'
import type { SampleStatistic } from '../../../src-shared/validation/sample-statistics.ts'

const bands = (value: number) => ({ low: [value, null], median: [2 * value, 0], high: [3 * value, 1] })
const set = (value: number) => ({ distance: 0.1, chance: 0.1, bands: bands(value) })
const statistic: SampleStatistic = {
  ...{ name: 'equilateral', x: [100, 200], sky: bands(1), floor: set(10) },
  models: [set(100), set(1000), set(5)],
}
const samples = { models: ['a', 'b', 'c'], statistics: [statistic] }
const [equilateral, squeezed, trispectrum] = higherOrderCharts

describe('the curves of a statistic', () => {
  test('are the sky, other sky and each model, told apart by colour', () => {
    const curves = sampleCurves(samples, statistic, { factor: () => 1 }, { sky: 'north', floor: 'south' })
    expect(curves.map(({ name }) => name)).toEqual(['north', 'south', 'a', 'b', 'c'])
    expect(new Set(curves.map(({ colour }) => colour)).size).toBe(5)
    expect(curves[3].bands).toEqual(bands(1000))
    expect(curves.map(({ stroke }) => stroke === 'dashed')).toEqual([false, true, false, false, false])
  })

  test('are scaled by multipole; what is missing stays missing', () => {
    const [{ bands: scaled }] = sampleCurves(samples, statistic, equilateral)
    expect(scaled.median[0]).toBeCloseTo((2 * 100 ** 4) / (2 * Math.PI) ** 2, 4)
    expect(scaled.low[1]).toBeNull()
    expect(squeezed.factor(10)).toBeCloseTo(100 / (2 * Math.PI), 12)
    expect(trispectrum.factor(500)).toBe(1)
  })

  test('leave out sets without quartiles', () => {
    const alone = { ...statistic, floor: null, models: [{ ...set(1), bands: null }] }
    expect(sampleCurves(samples, alone, trispectrum)).toHaveLength(1)
  })
})

describe('the charts', () => {
  test('have units that follow that of the patches', () => {
    expect([equilateral.unit('std'), equilateral.unit('MJy/sr'), equilateral.unit('')]).toEqual([
      ...['std³', '(MJy/sr)³', ''],
    ])
    expect([squeezed.unit('std'), squeezed.unit(''), trispectrum.unit('std')]).toEqual(['std³ sr', 'sr', ''])
  })

  test('of smoothed functionals are three at each scale', () => {
    expect(smoothedCharts.map(({ statistic: name }) => name)).toEqual([
      ...['v0-2', 'v1-2', 'v2-2', 'v0-4', 'v1-4', 'v2-4', 'v0-8', 'v1-8', 'v2-8'],
    ])
    expect(smoothedCharts[4]).toMatchObject({ scale: 4, title: 'V₁, smoothed by 4 px' })
    expect(smoothedCharts[4].unit('K')).toBe('px⁻¹')
  })
})
