import { orderOf, npixOf, type HealpixMap } from './map.ts'
import { nest2ring } from './nest2ring.ts'
import { pixelList, placeFrom } from './pixel-list.ts'
import { ringNumbers } from './ring-numbers.ts'
import { nestedNumbers, valueAtPixel, type AnyHealpixMap, type SparseMap } from './sparse-map.ts'

/**
 * The means of a map over the pixels of a smaller nside, missing pixels left out, as healpy's ud_grade: in pieces, so
 * that other work can run in between.
 * @param map RING; nside a power of two, as the smaller one
 * @returns a map that is complete once `part` was called for all its pixels in NESTED order
 */
export function degrading(
  map: AnyHealpixMap,
  nside: number,
): { map: HealpixMap; part: (from: number, to: number) => void } {
  if (map.list !== undefined) return degradingSparse(map, nside)
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

/** `degrading` of a partial map, in time that goes as its number of pixels. */
function degradingSparse(map: SparseMap, nside: number): ReturnType<typeof degrading> {
  const values = new Float32Array(npixOf(nside)).fill(NaN)
  const share = 4 ** (orderOf(map.nside) - orderOf(nside))
  const nested = pixelList(npixOf(map.nside), nestedNumbers(map))
  const { pixels } = nested
  const { frame, ordering } = map
  return {
    map: { nside, frame, ordering, values },
    part(first, end) {
      for (let at = placeFrom(nested, first * share); at < pixels.length && pixels[at] < end * share;) {
        const coarse = Math.floor(pixels[at] / share)
        let [sum, count] = [0, 0]
        for (; at < pixels.length && pixels[at] < (coarse + 1) * share; at++) {
          const value = valueAtPixel(map, nest2ring(map.nside, pixels[at]))
          if (value !== value) continue // NaN
          sum += value
          count++
        }
        if (count > 0) values[nest2ring(nside, coarse)] = sum / count
      }
    },
  }
}
