import type { Series } from '../../../charts/series.ts'
import { binMiddles, histogram } from '../../../../src-shared/statistics/histogram.ts'

/** One number per latent, largest first, with a threshold line if there is one. */
export function sortedSeries(
  values: readonly number[],
  look: Pick<Series, 'name' | 'colour'>,
  divide?: number,
  divideName = '',
): Series[] {
  const sorted = values.toSorted((a, b) => b - a)
  return [
    { ...look, bold: true, x: sorted.map((_, i) => i + 1), y: sorted },
    ...(divide === undefined
      ? []
      : [{ name: divideName, colour: 7, dashed: true, x: [1, sorted.length], y: [divide, divide] }]),
  ]
}

const edges = Array.from({ length: 61 }, (_, i) => -4.5 + 0.15 * i)

/** Histogram of all posterior means of all patches, with the density of the prior, N(0, 1). */
export function meanSeries(means: Float32Array): Series[] {
  const x = binMiddles(edges)
  const prior = x.map((z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI))
  return [
    { name: 'prior N(0, 1)', x, y: prior, colour: 7, dashed: true },
    { name: 'means', x, y: histogram(means, edges), colour: 2, bold: true, stepped: true },
  ]
}
