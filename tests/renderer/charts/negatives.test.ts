import { describe, expect, it } from 'vitest'
import { chartOption } from '../../../src-renderer/charts/chart-option.ts'
import { negativesOf, signNote } from '../../../src-renderer/charts/negatives.ts'
import type { Series } from '../../../src-renderer/charts/series.ts'
import { chartTheme } from './chart-theme.ts'

/** Band powers whose second and fourth scatter below zero. */
const powers: Series = { name: 'C', x: [90, 180, 270, 360], y: [4, -0.5, 2, -20], colour: 1 }
interface Option {
  yAxis: { name: string; min: number; max: number }
  series: { data: number[][]; symbol?: string; color?: string; lineStyle?: { width: number } }[]
}
const drawn = (logY: boolean, series: Series[] = [powers]) =>
  chartOption({ series, x: { name: 'ℓ' }, y: { name: 'C(ℓ)', unit: 'sr' }, logY }, chartTheme) as never as Option
const markers = ({ series }: Option) => series.filter(({ symbol }) => symbol === 'emptyCircle')

describe('values below zero', () => {
  it('are drawn on a logarithmic axis at their magnitude, as open circles in the curve’s colour without a line', () => {
    expect(markers(drawn(true))).toMatchObject([
      {
        data: [
          [180, 0.5],
          [360, 20],
        ],
        color: '#0a0',
        lineStyle: { width: 0 },
      },
    ])
  })
  it('lie within the axis, even outside the range of the positive values', () => {
    const { yAxis } = drawn(true)
    expect(yAxis.min).toBeLessThan(0.5)
    expect(yAxis.max).toBeGreaterThan(20)
  })
  it('are explained in the axis’s name, so that a saved picture explains them too', () => {
    expect(drawn(true).yAxis.name).toBe(`C(ℓ)  {unit|sr}  {unit|${signNote}}`)
  })
  it('need no markers on a linear axis or if there are none', () => {
    expect(markers(drawn(false))).toEqual([])
    expect(drawn(false).yAxis.name).toBe('C(ℓ)  {unit|sr}')
    const positive = drawn(true, [{ ...powers, y: [4, 1, 0, NaN] }])
    expect(markers(positive)).toEqual([])
    expect(positive.yAxis.name).toBe('C(ℓ)  {unit|sr}')
  })
  it('are drawn once if a smoothed curve has its raw one behind it', () => {
    expect(negativesOf({ ...powers, faint: true })).toEqual([])
    expect(markers(drawn(true, [{ ...powers, faint: true }, powers]))).toHaveLength(1)
  })
  it('are ignored if not finite', () => {
    expect(negativesOf({ ...powers, y: [-Infinity, NaN, -1, 0] })).toEqual([[270, 1]])
  })
})
