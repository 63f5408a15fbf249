import { fieldSampler, isImage, isSparse, type SkyField } from '../../../src-shared/sky/field.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { gatherBits, nestedInFace } from '../../../src-shared/sky/healpix/faces.ts'
import { orderOf, type HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { ringNumbers, ringNumbersAlong } from '../../../src-shared/sky/healpix/ring-numbers.ts'
import { valueAtPixel, type AnyHealpixMap } from '../../../src-shared/sky/healpix/sparse-map.ts'
import { deepestOrder, tileFrame, tileNside, tileWidth, type TilePlace } from './pyramid.ts'
import { putSparseMeans, type Put } from './put-sparse-means.ts'
import { tilesNear } from './tiles-near.ts'

/** How the values of a map become those of its tiles. */
export interface TileOptions {
  /** Subtracted from the values before they are rounded (`displayZero`). */
  zero?: number
  /** Whether the values are angles, which have no mean: a coarse pixel then has the value of one that it covers. */
  isCyclic?: boolean
}

/**
 * Values of one tile, float32 [512, 512], with rows in FITS order: the first row has the largest x of the tile
 * (HiPS 1.0, Sec. 4.2.1: the tile's pixels in NESTED order, oriented with north up and east to the left). A pixel that
 * covers several of the map is the mean of those that are not missing.
 * @param field RING if HEALPix
 */
export function tileValues(
  field: SkyField,
  place: TilePlace,
  { zero = 0, isCyclic = false }: TileOptions = {},
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(tileWidth ** 2)
  if (isImage(field) && !tilesNear(field, place.order, tileFrame(field))(place.number)) return values.fill(NaN)
  const put: Put = (x, y, value) => void (values[(tileWidth - 1 - x) * tileWidth + y] = value - zero)
  if (!isAligned(field)) putSamples(field, place, isCyclic, put)
  else if (field.nside <= tileNside(place.order)) putPixels(field, place, put)
  else if (isSparse(field)) putSparseMeans(field, place, isCyclic, put)
  else putMeans(field, place, isCyclic, put)
  return values
}

/** Whether the pixels of the tiles are those of the map, parts of them, or hold several of them. */
const isAligned = (field: SkyField): field is AnyHealpixMap =>
  !isImage(field) && orderOf(field.nside) >= 0 && tileFrame(field) === field.frame

/** The face of a tile, and the place of its southern pixel in the face. */
function cornerOf({ order, number }: TilePlace): { face: number; x: number; y: number } {
  const within = number % 4 ** order
  const face = Math.floor(number / 4 ** order)
  return { face, x: gatherBits(within) * tileWidth, y: gatherBits(within >> 1) * tileWidth }
}

/** Puts the pixels of a map, each as often as it covers a pixel of the tile. */
function putPixels(map: AnyHealpixMap, place: TilePlace, put: Put): void {
  const { nside } = map
  const held = tileNside(place.order) / nside
  const numbersAlong = ringNumbersAlong(nside)
  const numbers = new Int32Array(tileWidth / held)
  const { face, x: x0, y: y0 } = cornerOf(place)
  for (let x = 0; x < tileWidth; x++) {
    if (x % held === 0) numbersAlong(face, (x0 + x) / held, y0 / held, numbers)
    for (let y = 0; y < tileWidth; y++) put(x, y, valueAtPixel(map, numbers[Math.floor(y / held)]))
  }
}

/** Puts the means of a map's pixels: those under a pixel of the tile are a run in NESTED order. */
function putMeans({ nside, values }: HealpixMap, { order, number }: TilePlace, isCyclic: boolean, put: Put): void {
  const inTile = (nside / 2 ** order) ** 2
  const run = inTile / tileWidth ** 2
  const numbersFrom = ringNumbers(nside)
  const numbers = new Int32Array(Math.max(run, 4096))
  for (let first = 0; first < inTile; first += numbers.length) {
    numbersFrom(number * inTile + first, numbers)
    for (let i = 0; i < numbers.length; i += run) {
      let sum = 0
      let count = 0
      for (let j = i; j < i + run && !(isCyclic && count === 1); j++) {
        const value = values[numbers[j]]
        if (value !== value) continue // NaN
        sum += value
        count++
      }
      const pixel = (first + i) / run
      put(gatherBits(pixel), gatherBits(pixel >> 1), count === 0 ? NaN : sum / count)
    }
  }
}

/**
 * Puts what a field has at the centres of the tile's pixels. Of a map that is finer than the tile it takes the mean at
 * the centres of their quarters; of an image it doesn't, as every look-up takes the image's projection.
 */
function putSamples(field: SkyField, place: TilePlace, isCyclic: boolean, put: Put): void {
  const parts = isImage(field) || isCyclic || place.order === deepestOrder(field) ? 1 : 2
  const nside = tileNside(place.order) * parts
  const frame = tileFrame(field)
  const { nearest } = fieldSampler(field)
  const { face, x: x0, y: y0 } = cornerOf(place)
  for (let x = 0; x < tileWidth; x++) {
    for (let y = 0; y < tileWidth; y++) {
      let sum = 0
      let count = 0
      for (let part = 0; part < parts ** 2; part++) {
        const [i, j] = [(x0 + x) * parts + (part % parts), (y0 + y) * parts + Math.floor(part / parts)]
        const [lon, lat] = pix2ang(nside, 'NESTED', nestedInFace(nside, face, i, j))
        const value = nearest(...convert(frame, field.frame, lon, lat))
        if (value !== value) continue // NaN
        sum += value
        count++
      }
      put(x, y, count === 0 ? NaN : sum / count)
    }
  }
}
