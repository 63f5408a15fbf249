import { describe, expect, it } from 'vitest'
import { chartOption } from '../../../src-renderer/charts/chart-option.ts'
import { extentOf } from '../../../src-renderer/charts/extent.ts'
import { nearest, readAt } from '../../../src-renderer/charts/crosshair.ts'
import { seriesAsCsv } from '../../../src-renderer/charts/series.ts'
import type { Series } from '../../../src-renderer/charts/series.ts'
import { chartTheme } from './chart-theme.ts'

const curve = (name: string, changes: Partial<Series> = {}): Series => ({
  name,
  x: [1, 2, 3],
  y: [10, 100, 0],
  colour: 0,
  ...changes,
})

describe('a drawn chart', () => {
  it('skips what a logarithmic axis cannot show', () => {
    expect(extentOf([[0, -5, 10, 1000, NaN]], true)).toEqual([10, 1000])
    const { series } = chartOption(
      { series: [curve('a')], x: { name: 'epoch' }, y: { name: 'loss' }, logY: true },
      chartTheme,
    ) as never as {
      series: { data: number[][] }[]
    }
    expect(series[0].data.map(([, y]) => y)).toEqual([10, 100, NaN])
  })
  it('has an extent even with one value or none', () => {
    for (const arrays of [[], [[3]], [[0]], [[NaN]]]) {
      for (const log of [true, false]) {
        const [low, high] = extentOf(arrays, log)
        expect(high).toBeGreaterThan(low)
        if (log) expect(low).toBeGreaterThan(0)
      }
    }
  })
  it('is bold for validation and thin for training', () => {
    const { series } = chartOption(
      { series: [curve('train'), curve('validation', { bold: true })], x: { name: 'x' }, y: { name: 'y' } },
      chartTheme,
    ) as never as {
      series: { lineStyle: { width: number } }[]
    }
    expect(series[1].lineStyle.width).toBeGreaterThan(2 * series[0].lineStyle.width)
  })
  it('names axes with their units', () => {
    const { xAxis, yAxis } = chartOption(
      { series: [curve('a')], x: { name: 'time', unit: 'min' }, y: { name: 'epoch' } },
      chartTheme,
    ) as never as {
      xAxis: { name: string }
      yAxis: { name: string }
    }
    expect(xAxis.name).toBe('time  {unit|min}')
    expect(yAxis.name).toBe('epoch')
  })
  it('labels epochs with whole numbers only', () => {
    const option = (whole: boolean) =>
      chartOption(
        { series: [curve('a', { x: [1, 2], y: [1, 2] })], x: { name: 'epoch', whole }, y: { name: 'y' } },
        chartTheme,
      ) as never as {
        xAxis: { axisLabel: { customValues: number[] } }
      }
    expect(option(true).xAxis.axisLabel.customValues).toEqual([1, 2])
    expect(option(false).xAxis.axisLabel.customValues.length).toBeGreaterThan(2)
  })
  it('shows the zoomed part', () => {
    const view = { x: [2, 3], y: [20, 80] } as const
    const option = chartOption(
      { series: [curve('a')], x: { name: 'x' }, y: { name: 'y' }, view },
      chartTheme,
    ) as never as {
      xAxis: { min: number; max: number }
      yAxis: { min: number; max: number }
    }
    expect([option.xAxis.min, option.xAxis.max, option.yAxis.min, option.yAxis.max]).toEqual([2, 3, 20, 80])
  })
})

describe('the crosshair', () => {
  it('finds the nearest of ascending values, including the ends', () => {
    const xs = [1, 2, 4, 8]
    expect([-9, 1.4, 1.6, 3.1, 7, 99].map((x) => nearest(xs, x))).toEqual([0, 0, 1, 2, 3, 3])
    expect(nearest([], 1)).toBe(-1)
  })
  it('agrees with an exhaustive search', () => {
    const xs = Array.from({ length: 57 }, (_, i) => i ** 1.3)
    for (let x = -3; x < 200; x += 0.37) {
      const distances = xs.map((value) => Math.abs(value - x))
      expect(distances[nearest(xs, x)]).toBe(Math.min(...distances))
    }
  })
  it('reads all curves at the x nearest to the cursor, largest first', () => {
    const reading = readAt([curve('low', { y: [1, 2, 3] }), curve('high', { y: [4, 50, 6], bold: true })], 2.2, 0.1)
    expect(reading).toEqual({
      x: 2,
      readings: [
        { name: 'high', colour: 0, bold: true, y: 50 },
        { name: 'low', colour: 0, bold: false, y: 2 },
      ],
    })
  })
  it('omits curves without a point or a value there', () => {
    const curves = [curve('here'), curve('short', { x: [1], y: [9] }), curve('gap', { y: [1, NaN, 1] })]
    expect(readAt(curves, 2, 0.1)?.readings.map(({ name }) => name)).toEqual(['here'])
    expect(readAt([curve('none', { x: [], y: [] })], 2, 0.1)).toBeNull()
  })
})

describe('saving as CSV', () => {
  it('writes x and y of every curve, padding shorter ones with empty cells', () => {
    const csv = seriesAsCsv(
      [curve('a'), curve('b, c', { x: [1], y: [7] })],
      { name: 'epoch' },
      { name: 'loss', unit: 'nat' },
    )
    expect(csv.split('\n')).toEqual([
      'a: epoch,a: loss [nat],"b, c: epoch","b, c: loss [nat]"',
      '1,10,1,7',
      '2,100,,',
      '3,0,,',
      '',
    ])
  })
})
