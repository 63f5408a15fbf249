import type { CustomSeriesRenderItem } from 'echarts'
import type { Series } from './series.ts'

type Point = [number, number]

/**
 * Outlines of what is filled between a curve's low and high values, one for each stretch without a gap: along the low
 * values and back along the high ones. Steps change in the middle between two x, as the curve's do.
 * @param floor what lies below is drawn there, so that a logarithmic axis can show the rest; null leaves all as it is
 */
export function bandOutlines({ x, band, stepped }: Series, floor: number | null): Point[][] {
  if (!band) return []
  const there = (i: number) => Number.isFinite(band.low[i]) && Number.isFinite(band.high[i])
  const raised = (value: number) => (floor === null ? value : Math.max(floor, value))
  const outlines: Point[][] = []
  for (let from = 0; from < x.length; from++) {
    if (!there(from)) continue
    let to = from
    while (to + 1 < x.length && there(to + 1)) to++
    const low: Point[] = []
    const high: Point[] = []
    for (let i = from; i <= to; i++) {
      const left = stepped && i > from ? (x[i - 1] + x[i]) / 2 : x[i]
      const right = stepped && i < to ? (x[i] + x[i + 1]) / 2 : x[i]
      for (const at of left === right ? [left] : [left, right]) {
        low.push([at, raised(band.low[i])])
        high.push([at, raised(band.high[i])])
      }
    }
    outlines.push([...low, ...high.reverse()])
    from = to
  }
  return outlines
}

/** A band as ECharts draws it: one item, behind all curves. */
export function bandOption(one: Series, colour: string, floor: number | null) {
  const outlines = bandOutlines(one, floor)
  const renderItem: CustomSeriesRenderItem = (_, api) => ({
    type: 'group',
    children: outlines.map((outline) => ({
      type: 'polygon' as const,
      shape: { points: outline.map((point) => api.coord(point)) },
      style: { fill: colour, opacity: 0.2 },
    })),
  })
  return {
    type: 'custom',
    name: one.name,
    data: outlines.length > 0 ? [outlines[0][0]] : [],
    renderItem,
    silent: true,
    clip: true,
    z: 1,
  }
}
