import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'

/** Number of values to sample for the percentiles; more would make no visible difference. */
const sampleSize = 200_000

/**
 * Smallest and largest value of a map, and display cuts at its 1st and 99th percentiles; above a constant one they end
 * where single precision still tells them apart.
 * @param known smallest and largest value, if they are known
 */
export function displayRange(
  values: MapValues,
  known: readonly [number, number] | null = null,
): { cuts: [number, number]; range: [number, number] } {
  const stride = Math.max(1, Math.floor(values.length / sampleSize))
  const sample: number[] = []
  const [min, max] = known ?? extremes(values)
  for (let i = 0; i < values.length; i += stride) if (!Number.isNaN(values[i])) sample.push(values[i])
  if (min > max) return { cuts: [0, 1], range: [0, 1] }
  const sorted = Float64Array.from(sample).sort()
  const at = (share: number) => (sorted.length > 0 ? sorted[Math.round(share * (sorted.length - 1))] : min)
  const cuts: [number, number] = [at(0.01), at(0.99)]
  const above = max > min ? max : min + Math.max(1, 1e-6 * Math.abs(min))
  return { cuts: cuts[0] < cuts[1] ? cuts : [min, above], range: [min, max] }
}

/** Infinity and -Infinity if there is no value. */
function extremes(values: MapValues): [number, number] {
  let [min, max] = [Infinity, -Infinity]
  // Comparisons with NaN do not hold.
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value < min) min = value
    if (value > max) max = value
  }
  return [min, max]
}
