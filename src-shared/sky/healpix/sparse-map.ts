import { npixOf, type HealpixMap, type MapValues } from './map.ts'
import { nest2ring } from './nest2ring.ts'
import { pixelList, placeIn, type PixelList } from './pixel-list.ts'
import { ring2nest } from './ring2nest.ts'

/** A column of a partial map as the values of its own pixels, in the order of the list; all others are missing. */
export type SparseMap = Omit<HealpixMap, 'list'> & { list: PixelList }

/** A HEALPix map with an array of all pixels, or of some. */
export type AnyHealpixMap = HealpixMap | SparseMap

/** The value at a pixel; NaN where it is missing. */
export function valueAtPixel({ values, list }: Pick<AnyHealpixMap, 'values' | 'list'>, pixel: number): number {
  if (list === undefined) return values[pixel]
  const place = placeIn(list, pixel)
  return place < 0 ? NaN : values[place]
}

/** Puts values in the order of their pixels. @param values one for each of `numbers`; not changed */
export function valuesInOrder<T extends MapValues>(
  values: MapValues,
  numbers: ArrayLike<number>,
  list: PixelList,
  out: T,
): T {
  for (let i = 0; i < values.length; i++) out[placeIn(list, numbers[i])] = values[i]
  return out
}

/** A partial map in RING order, the same one if it is. @param out for its values, by default a new array */
export function sparseInRings(map: SparseMap, shared = false): SparseMap {
  if (map.ordering === 'RING') return map
  const numbers = map.list.pixels.map((pixel) => nest2ring(map.nside, pixel))
  const list = pixelList(npixOf(map.nside), numbers, shared)
  return {
    ...map,
    ordering: 'RING',
    list,
    values: valuesInOrder(map.values, numbers, list, sameKind(map.values, map.values.length, shared)),
  }
}

/** A partial map with an array of all pixels, NaN where it has none. */
export function denseMap({ list, ...map }: SparseMap, shared = false): HealpixMap {
  const values = sameKind(map.values, npixOf(map.nside), shared).fill(NaN)
  list.pixels.forEach((pixel, place) => (values[pixel] = map.values[place]))
  return { ...map, values }
}

/** An array of the same precision. */
export function sameKind(values: MapValues, length: number, shared = false): MapValues {
  const bytes = length * values.BYTES_PER_ELEMENT
  const memory = shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes)
  return values instanceof Float64Array ? new Float64Array(memory) : new Float32Array(memory)
}

/** NESTED numbers, ascending, of those pixels of a partial map in RING order whose places are from `begin` to `end`. */
export const nestedNumbers = ({ nside, list }: SparseMap, begin = 0, end = list.pixels.length): Uint32Array =>
  list.pixels
    .slice(begin, end)
    .map((pixel) => ring2nest(nside, pixel))
    .sort()
