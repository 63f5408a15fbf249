import { describe, expect, it } from 'vitest'
import { chartOption } from '../../../src-renderer/charts/chart-option.ts'
import { extentOf } from '../../../src-renderer/charts/extent.ts'
import { seriesAsCsv } from '../../../src-renderer/charts/series.ts'
import type { Series } from '../../../src-renderer/charts/series.ts'

const curve = (changes: Partial<Series> = {}): Series => ({
  name: 'patches',
  colour: 0,
  x: [0, 1, 2],
  y: [2, 3, 4],
  band: { low: [1, 2, 3], high: [5, 6, 7] },
  ...changes,
})
const theme = {
  text: '',
  quiet: '',
  faint: '',
  line: '',
  lineStrong: '',
  surface: '',
  font: '',
  series: ['#a00', '#0a0'],
}
const drawn = (series: Series[], marks = [{ name: 'half', x: 1, colour: 1 }]) =>
  chartOption({ series, marks, x: { name: 'x' }, y: { name: 'y' } }, theme) as never as {
    series: { type: string; markLine?: { data: { xAxis?: number; label?: { formatter: string } }[] } }[]
    yAxis: { min: number; max: number }
  }

describe('a band', () => {
  it('is on the chart as a whole, behind the curves', () => {
    const { series, yAxis } = drawn([curve()])
    expect(series[0].type).toBe('custom')
    const [low, high] = extentOf([[1, 7]])
    expect(yAxis.min).toBeLessThan(low)
    expect(yAxis.max).toBeGreaterThan(high)
  })
  it('has two columns in the table of numbers', () => {
    expect(seriesAsCsv([curve()], { name: 'l' }, { name: 'C', unit: 'sr' })).toBe(
      [
        'patches: l,patches: C [sr],"patches, from: C [sr]","patches, to: C [sr]"',
        '0,2,1,5',
        '1,3,2,6',
        '2,4,3,7',
        '',
      ].join('\n'),
    )
  })
})

describe('a mark', () => {
  const named = (series: ReturnType<typeof drawn>['series']) =>
    series.flatMap(({ markLine }) => markLine?.data ?? []).filter(({ label }) => label?.formatter)
  it('is a named line at its x', () => {
    expect(named(drawn([curve()]).series)).toMatchObject([{ xAxis: 1, label: { formatter: 'half' } }])
  })
  it('has its name on the right if the axis is on its left, truncated to the height of the chart', () => {
    const marks = [
      { name: 'near the axis', x: 0.001, colour: 0 },
      { name: 'away from it', x: 1.5, colour: 0 },
    ]
    expect(named(drawn([curve()], marks).series).map(({ label }) => label)).toMatchObject([
      { position: 'insideEndBottom', width: 224, overflow: 'truncate' },
      { position: 'insideEndTop', width: 224, overflow: 'truncate' },
    ])
  })
  it('that stands beside another has its name on its other side', () => {
    const marks = [1.5, 1.503, 0.9].map((x) => ({ name: `at ${x}`, x, colour: 0 }))
    expect(named(drawn([curve()], marks).series).map(({ label }) => label)).toMatchObject([
      { formatter: 'at 1.5', position: 'insideEndTop' },
      { formatter: 'at 1.503', position: 'insideEndBottom' },
      { formatter: 'at 0.9', position: 'insideEndTop' },
    ])
  })
  it('is near a logarithmic axis by position, not by value', () => {
    const series = [curve({ x: [1, 10, 1000] })]
    const x = { name: 'x' }
    const marks = [{ name: 'half', x: 10, colour: 0 }]
    const position = (logX: boolean) => {
      const { series: drawnSeries } = chartOption({ series, marks, x, y: x, logX }, theme) as never as ReturnType<
        typeof drawn
      >
      return named(drawnSeries)[0].label
    }
    expect(position(false)).toMatchObject({ position: 'insideEndBottom' })
    expect(position(true)).toMatchObject({ position: 'insideEndTop' })
  })
  it('beyond the axis is not drawn', () => {
    expect(named(drawn([curve()], [{ name: 'far', x: 3, colour: 0 }]).series)).toEqual([])
  })
})
