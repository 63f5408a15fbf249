import type { FlatPatch, Polarisation } from './bands.ts'

/** Bins of the angle between 0 and 90 degrees. */
export const alignmentBins = 9

/** Middles of the bins, in degrees. */
export const alignmentAngles = Array.from({ length: alignmentBins }, (_, i) => ((i + 0.5) * 90) / alignmentBins)

/**
 * Histogram of relative orientations (Soler et al. 2013, ApJ 774, 128): angles between the gradient of the intensity and
 * the polarisation, from 0 (polarised across structures, the magnetic field along them) to 90 degrees, as the density
 * over that of a uniform distribution: 1 in every bin if neither knows of the other. Gradients are central differences;
 * U is in the HEALPix convention, with columns to the west and rows to the north.
 * @param seen 0 for pixels that do not count, nor their neighbours; null if all do
 * @returns NaN without a pixel that has gradient and polarisation
 */
export function polarisationAlignment(
  { rows, columns, lx, ly }: FlatPatch,
  intensity: ArrayLike<number>,
  { q, u }: Polarisation,
  seen: ArrayLike<number> | null,
): Float64Array {
  const counts = new Float64Array(alignmentBins)
  let all = 0
  const [perX, perY] = [columns / lx, rows / ly]
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const at = row * columns + column
      const around = [at, at - 1, at + 1, at - columns, at + columns]
      if (seen && around.some((pixel) => seen[pixel] === 0)) continue
      const x = (intensity[at + 1] - intensity[at - 1]) * perX
      const y = (intensity[at + columns] - intensity[at - columns]) * perY
      const [slope, polarised] = [x * x + y * y, Math.hypot(q[at], u[at])]
      if (!(slope > 0 && polarised > 0)) continue
      // Angles run from north to west: the polarisation's is atan2(U, Q) / 2.
      const cos = ((y * y - x * x) * q[at] + 2 * x * y * u[at]) / (slope * polarised)
      const angle = Math.acos(Math.min(1, Math.max(-1, cos))) / 2
      counts[Math.min(alignmentBins - 1, Math.floor((angle / (Math.PI / 2)) * alignmentBins))]++
      all++
    }
  }
  return counts.map((count) => (count / all) * alignmentBins)
}
