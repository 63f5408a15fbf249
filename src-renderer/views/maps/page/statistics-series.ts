import type { ColumnHistogram, Latitudes } from '../../../../src-preload/contract/index.ts'
import { DEGREE } from '../../../../src-shared/sky/position.ts'
import { binMiddles } from '../../../../src-shared/statistics/histogram.ts'
import type { Series } from '../../../charts/series.ts'

/**
 * A column's counts, in the middles of the bins: on a logarithmic scale, their geometric means.
 * @param factor of the values, to another unit
 */
export function histogramSeries({ edges, counts, scale }: ColumnHistogram, name: string, factor = 1): Series[] {
  if (counts.length === 0) return []
  const middles = scale === 'log' ? binMiddles(edges.map(Math.log)).map(Math.exp) : binMiddles(edges)
  const x = middles.map((value) => factor * value)
  return [{ name, x, y: counts, colour: 0, stepped: true }]
}

/** Fraction of the pixels without a value, at the latitudes that halve the bins’ areas; NaN in bins without pixels. */
export function missingSeries({ edges, pixels, missing }: Latitudes, name: string): Series[] {
  const sines = binMiddles(edges.map((edge) => Math.sin(edge * DEGREE)))
  const x = sines.map((sine) => Math.asin(sine) / DEGREE)
  return [{ name, x, y: missing.map((count, i) => count / pixels[i]), colour: 0, stepped: true }]
}
