import { reorder } from '../../src-shared/sky/healpix/reorder.ts'

/**
 * A RING map at half its nside, in RING order: the mean of the four children of every pixel, which are consecutive in
 * NESTED order. Missing children (NaN) are ignored; a pixel without children is NaN.
 */
export function degradeRing(values: Float32Array): Float32Array {
  const nested = reorder(values, 'RING', 'NESTED')
  const parents = new Float32Array(values.length / 4)
  for (let parent = 0; parent < parents.length; parent++) {
    let sum = 0
    let present = 0
    for (let child = 4 * parent; child < 4 * parent + 4; child++) {
      if (Number.isNaN(nested[child])) continue
      sum += nested[child]
      present++
    }
    parents[parent] = present === 0 ? NaN : sum / present
  }
  return reorder(parents, 'NESTED', 'RING')
}
