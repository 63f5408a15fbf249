import { fieldSampler, isImage, type FieldSampler, type SkyField } from '../field.ts'
import { convert } from '../frames.ts'
import type { Frame } from '../healpix/map.ts'
import { ringColatitude, ringOf } from '../healpix/rings.ts'
import { valueAtPixel, type AnyHealpixMap } from '../healpix/sparse-map.ts'
import { DEGREE } from '../position.ts'
import type { WeightedMap } from './weighted-map.ts'

/** How far an assembled map is from the map that its patches were cut from. */
export interface RoundTrip {
  /** Pixels compared: those of the assembled map where both have a value. */
  pixels: number
  /** Root mean square of assembled minus source, and of the source, in the unit of the map. */
  rms: number
  mapRms: number
  /** `rms` over `mapRms`. */
  relative: number
}

/**
 * Compares an assembled map with its source inside the footprint of the patches; a source on another grid is
 * interpolated at the centres of the assembled pixels.
 * @param channel number of the channel to compare, which is not Q or U
 * @returns null if no pixel has both values
 */
export function roundTrip(assembled: WeightedMap, source: SkyField, channel = 0): RoundTrip | null {
  const { nside, frame } = assembled
  const values = assembled.values[channel]
  const isSameGrid = !isImage(source) && source.nside === nside && source.frame === frame && source.ordering === 'RING'
  const sampler = fieldSampler(source)
  let [pixels, squares, mapSquares] = [0, 0, 0]
  for (let ring = 1; ring < 4 * nside; ring++) {
    const { start, count } = ringOf(nside, ring)
    const row = values.subarray(start, start + count)
    if (row.every(Number.isNaN)) continue
    const expected = isSameGrid ? ringOfMap(source, start, count) : alongRing(assembled, sampler, source.frame, ring)
    for (let k = 0; k < count; k++) {
      const error = row[k] - expected[k]
      if (Number.isNaN(error)) continue
      pixels++
      squares += error * error
      mapSquares += expected[k] * expected[k]
    }
  }
  if (pixels === 0) return null
  const [rms, mapRms] = [Math.sqrt(squares / pixels), Math.sqrt(mapSquares / pixels)]
  return { pixels, rms, mapRms, relative: rms / mapRms }
}

/** The source's own pixels. */
const ringOfMap = (source: AnyHealpixMap, start: number, count: number): ArrayLike<number> =>
  source.list === undefined
    ? source.values.subarray(start, start + count)
    : Float64Array.from({ length: count }, (_, k) => valueAtPixel(source, start + k))

/** The source at the centres of a ring's pixels. */
function alongRing({ nside, frame }: WeightedMap, source: FieldSampler, to: Frame, ring: number): Float64Array {
  const { count, offset } = ringOf(nside, ring)
  const lat = 90 - ringColatitude(nside, ring) / DEGREE
  return Float64Array.from({ length: count }, (_, k) =>
    source.interpolate(...convert(frame, to, ((k + offset) * 360) / count, lat)),
  )
}
