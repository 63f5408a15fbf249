import { orderOf, npixOf, type HealpixMap } from './map.ts'
import { ringNumbers } from './ring-numbers.ts'

/**
 * The means of a map over the pixels of a smaller nside, missing pixels left out, as healpy's ud_grade: in pieces, so
 * that other work can run in between.
 * @param map RING; nside a power of two, as the smaller one
 * @returns a map that is complete once `part` was called for all its pixels in NESTED order
 */
export function degrading(
  map: HealpixMap,
  nside: number,
): { map: HealpixMap; part: (from: number, to: number) => void } {
  const values = new Float32Array(npixOf(nside)).fill(NaN)
  const share = 4 ** (orderOf(map.nside) - orderOf(nside))
  const [fineFrom, from] = [ringNumbers(map.nside), ringNumbers(nside)]
  const fine = new Int32Array(share)
  const pixel = new Int32Array(1)
  return {
    map: { ...map, nside, values },
    part(first, end) {
      for (let nested = first; nested < end; nested++) {
        fineFrom(nested * share, fine)
        let [sum, count] = [0, 0]
        for (let i = 0; i < share; i++) {
          const value = map.values[fine[i]]
          if (value !== value) continue // NaN
          sum += value
          count++
        }
        from(nested, pixel)
        if (count > 0) values[pixel[0]] = sum / count
      }
    },
  }
}
