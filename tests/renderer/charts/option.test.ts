import { describe, expect, it } from 'vitest'
import { chartOption } from '../../../src-renderer/charts/chart-option.ts'
import type { ChartContent } from '../../../src-renderer/charts/chart-option.ts'
import type { Axis, Series } from '../../../src-renderer/charts/series.ts'
import { chartTheme } from './chart-theme.ts'

const curve = (changes: Partial<Series> = {}): Series => ({
  name: 'a',
  x: [1, 2, 3, 4],
  y: [10, 100, 1000, 10_000],
  colour: 0,
  ...changes,
})
interface Line {
  name: string
  data: number[][]
  color: string
  step: string | false
  sampling?: string
  showSymbol: boolean
  lineStyle: { width: number; type: string | number[] }
  z: number
  markLine: { data: Record<string, number>[] }
}
interface AxisOption {
  type: string
  name: string
  min: number
  max: number
  axisLabel: { customValues: number[]; formatter: (value: number) => string }
}
interface Option {
  xAxis: AxisOption
  yAxis: AxisOption
  series: Line[]
}
const drawn = (content: Partial<ChartContent> = {}) =>
  chartOption(
    { series: [curve()], x: { name: 'epoch' }, y: { name: 'loss' }, ...content },
    chartTheme,
  ) as never as Option

describe('the axes of a chart', () => {
  it('write powers in their units as real superscripts', () => {
    const { xAxis, yAxis } = drawn({ x: { name: 'multipole ℓ' }, y: { name: 'C', unit: 'std^2 sr' } })
    expect([xAxis.name, yAxis.name]).toEqual(['multipole ℓ', 'C  {unit|std² sr}'])
  })
  it('are logarithmic where chosen, independently of each other', () => {
    expect([drawn().xAxis.type, drawn().yAxis.type]).toEqual(['value', 'value'])
    const both = drawn({ logX: true, logY: true })
    expect([both.xAxis.type, both.yAxis.type]).toEqual(['log', 'log'])
  })
  it('leave a margin above and below the curves, and none at the sides', () => {
    const { xAxis, yAxis } = drawn()
    expect([xAxis.min, xAxis.max]).toEqual([1, 4])
    expect(yAxis.min).toBeLessThan(10)
    expect(yAxis.max).toBeGreaterThan(10_000)
  })
  it('stay above zero on a logarithmic scale, with the same factor as margin on both sides', () => {
    const { yAxis } = drawn({ series: [curve({ y: [-5, 0, 1, 1000] })], logY: true })
    expect(yAxis.min).toBeGreaterThan(0)
    expect(1 / yAxis.min).toBeCloseTo(yAxis.max / 1000, 10)
  })
  it('start no lower than a given value on a logarithmic scale, and at the values on a linear one', () => {
    const series = [curve({ y: [1e-12, 0.5, 2, 8] })]
    const y = { name: 'KL', least: 1e-4 }
    const [low, high] = [drawn({ series, y, logY: true }).yAxis.min, drawn({ series, y, logY: true }).yAxis.max]
    // The same margin on both sides of a little over four decades.
    expect(1e-4 / low).toBeCloseTo(high / 8, 10)
    expect(drawn({ series, y }).yAxis.min).toBeLessThan(0)
    // If everything were below, nothing would be visible.
    expect(drawn({ series: [curve({ y: [1e-8, 1e-7] })], y, logY: true }).yAxis.max).toBeLessThan(1e-6)
  })
  it('never exceed the bounds of a quantity, whatever its values', () => {
    const series = [curve({ y: [0.2, 0.9, 1, 0.5], band: { low: [0.1, -2.7, 0, 0], high: [1, 1.4, 1, 1] } })]
    const axis = (y: Axis) => drawn({ series, y }).yAxis
    expect(axis({ name: 'correlation' }).min).toBeLessThan(-2.7)
    const { min, max } = axis({ name: 'correlation', bounds: [-1, 1] })
    // Only the margin extends beyond them.
    expect([min, max]).toEqual([-1.1, 1.1])
  })
  it('of counts are labelled with whole numbers only', () => {
    const series = [curve({ y: [30, 31, 31, 32] })]
    const labels = (whole: boolean) => drawn({ series, y: { name: 'n', whole } }).yAxis.axisLabel.customValues
    expect(labels(true)).toEqual([30, 31, 32])
    expect(labels(false).some((label) => !Number.isInteger(label))).toBe(true)
  })
  it('hold all curves', () => {
    const { xAxis, yAxis } = drawn({ series: [curve(), curve({ x: [9], y: [-50] })] })
    expect(xAxis.max).toBe(9)
    expect(yAxis.min).toBeLessThan(-50)
  })
  it('label only the visible range, with fewer labels in less room', () => {
    const labels = (width: number, height: number) => {
      const { xAxis, yAxis } = drawn({ size: { width, height }, view: { x: [0, 100], y: [0, 100] } })
      return [xAxis.axisLabel.customValues, yAxis.axisLabel.customValues]
    }
    const [wide, narrow] = [labels(1600, 900), labels(250, 160)]
    for (const values of [...wide, ...narrow]) {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...values)).toBeLessThanOrEqual(100)
    }
    expect(narrow[0].length).toBeLessThan(wide[0].length)
    expect(narrow[1].length).toBeLessThan(wide[1].length)
  })
  it('have a grid line at every label', () => {
    const { xAxis, yAxis, series } = drawn()
    const lines = series.at(-1)!.markLine.data
    expect(lines.flatMap(({ xAxis: at }) => at ?? [])).toEqual(xAxis.axisLabel.customValues)
    expect(lines.flatMap(({ yAxis: at }) => at ?? [])).toEqual(yAxis.axisLabel.customValues)
  })
  it('exist even without any curve', () => {
    for (const logY of [true, false]) {
      const { yAxis } = drawn({ series: [], logY })
      expect(yAxis.max).toBeGreaterThan(yAxis.min)
    }
  })
})

describe('the labels of an axis', () => {
  it('are distinct at any zoom', () => {
    const view = { x: [36.9, 37.4], y: [31_540.21, 31_540.29] } as const
    const { xAxis, yAxis } = drawn({ view })
    for (const { axisLabel } of [xAxis, yAxis]) {
      const labels = axisLabel.customValues.map((value) => axisLabel.formatter(value))
      expect(labels.length).toBeGreaterThan(2)
      expect(new Set(labels).size).toBe(labels.length)
    }
    expect(yAxis.axisLabel.formatter(31_540.22)).toBe('31\u202f540.22')
  })
  it('have no more digits than their steps need', () => {
    const { axisLabel } = drawn({ view: { x: [0, 1], y: [0, 1] } }).yAxis
    expect(axisLabel.customValues.map((value) => axisLabel.formatter(value))).toContain('0.2')
  })
})

describe('a curve', () => {
  it('has gaps where a logarithmic axis cannot show it, and none on a linear one', () => {
    const series = [curve({ y: [5, 0, -1, 7] })]
    expect(drawn({ series, logY: true }).series[0].data.map(([, y]) => y)).toEqual([5, NaN, NaN, 7])
    expect(drawn({ series }).series[0].data.map(([, y]) => y)).toEqual([5, 0, -1, 7])
    expect(drawn({ series, logY: true }).series[0].data.map(([, y]) => y)).toEqual([5, NaN, NaN, 7])
  })
  it('is cached while it is unchanged', () => {
    const series = [curve()]
    expect(drawn({ series }).series[0].data).toBe(drawn({ series, view: { x: [1, 2], y: [0, 1] } }).series[0].data)
    expect(drawn({ series: [{ ...series[0] }] }).series[0].data).not.toBe(drawn({ series }).series[0].data)
  })
  it('takes its colour from the palette, which wraps around', () => {
    const { series } = drawn({ series: [0, 1, 2, 3].map((colour) => curve({ colour })) })
    expect(series.slice(0, 4).map(({ color }) => color)).toEqual(['#a00', '#0a0', '#00a', '#a00'])
  })
  it('of one point is shown as a dot, since a line would be invisible', () => {
    expect(drawn({ series: [curve({ x: [1], y: [5] })] }).series[0].showSymbol).toBe(true)
    expect(drawn().series[0].showSymbol).toBe(false)
  })
  it('of dots has no line, and keeps every one of them', () => {
    const [dots] = drawn({ series: [curve({ dotted: true })] }).series
    expect([dots.showSymbol, dots.lineStyle.width, dots.sampling]).toEqual([true, 0, undefined])
  })
  it('in steps keeps every bin; others are downsampled for the screen', () => {
    const { series } = drawn({ series: [curve({ stepped: true }), curve()] })
    expect([series[0].step, series[0].sampling]).toEqual(['middle', undefined])
    expect([series[1].step, series[1].sampling]).toEqual([false, 'lttb'])
  })
  it('for validation lies above those for training', () => {
    const { series } = drawn({ series: [curve({ bold: true }), curve()] })
    expect(series[0].z).toBeGreaterThan(series[1].z)
    expect(series[1].z).toBeGreaterThan(series.at(-1)!.z)
  })
  it('is thin among many, so that a hundred stay distinguishable', () => {
    const crowd = drawn({ series: Array.from({ length: 100 }, () => curve({ bold: true })) })
    expect(crowd.series[0].lineStyle.width).toBe(1)
    expect(drawn({ series: [curve({ bold: true })] }).series[0].lineStyle.width).toBeGreaterThan(2)
  })
  it('is dashed if so requested', () => {
    expect(drawn({ series: [curve({ dashed: true })] }).series[0].lineStyle.type).toEqual([5, 3])
    expect(drawn().series[0].lineStyle.type).toBe('solid')
  })
})
