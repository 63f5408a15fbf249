import { fieldSampler, isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import { SkyError } from '../../../src-shared/sky/sky-error.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { healpixPixelSide } from '../../../src-shared/sky/grid.ts'
import { gatherBits, nestedInFace } from '../../../src-shared/sky/healpix/faces.ts'
import { orderOf, type HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { ringNumbersAlong } from '../../../src-shared/sky/healpix/ring-numbers.ts'
import { pixelSideOf } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import { tilesNear } from './tiles-near.ts'

/** Order of all tiles. Tiles have the map's resolution, so no deeper order is needed (HiPS 1.0, Sec. 4). */
export const tileOrder = 3

/** Number of tiles of this order. */
export const tileCount = 12 * 4 ** tileOrder

/** @throws SkyError `tile` if there is no such tile */
export function requireTile(tile: number): void {
  if (Number.isInteger(tile) && tile >= 0 && tile < tileCount) return
  throw new SkyError('tile', `There is no tile ${tile} of order ${tileOrder}; they run from 0 to ${tileCount - 1}.`)
}

/**
 * Pixels along a side of a map's tiles: the map's resolution, at least 64; for images at most 512. Never 256: aladin-lite
 * (3.8.2) draws tiles of that size black in views of about 16 to 30 degrees.
 */
export function tileWidth(field: SkyField): number {
  const nside = isImage(field) ? healpixPixelSide(1) / pixelSideOf(field.wcs) : field.nside
  const resolution = 2 ** Math.ceil(Math.log2(nside)) / 2 ** tileOrder
  const width = resolution === 256 ? 512 : Math.max(64, resolution)
  return isImage(field) ? Math.min(512, width) : width
}

/** Frame of the tiles: that of the map, or Galactic for ecliptic maps, which are resampled as images are. */
export const tileFrame = (map: Pick<SkyField, 'frame'>): 'G' | 'C' => (map.frame === 'C' ? 'C' : 'G')

/**
 * Values of one tile, float32 [width, width], with rows in FITS order: the first row has the largest x of the tile
 * (HiPS 1.0, Sec. 4.2.1: the tile's pixels in NESTED order, oriented with north up and east to the left).
 * @param field RING if HEALPix
 * @param tile 0 ... 767, NESTED at nside 8
 * @param zero subtracted from the values before they are rounded (`displayZero`)
 */
export function tileValues(field: SkyField, tile: number, zero = 0): Float32Array<ArrayBuffer> {
  return tilesOf(field, zero)(tile)
}

/**
 * `tileValues` of many tiles of a field.
 * @param width pixels along a side; of a HEALPix map `tileWidth`
 */
export function tilesOf(
  field: SkyField,
  zero = 0,
  width = tileWidth(field),
): (tile: number) => Float32Array<ArrayBuffer> {
  const nside = width * 2 ** tileOrder
  const copyRow = isAligned(field) ? rowCopier(field, nside, zero) : rowSampler(field, nside, zero)
  const mayHaveData = isImage(field) ? tilesNear(field, tileOrder, tileFrame(field)) : () => true
  return (tile) => {
    const values = new Float32Array(width * width)
    if (!mayHaveData(tile)) return values.fill(NaN)
    const face = Math.floor(tile / 4 ** tileOrder)
    const within = tile % 4 ** tileOrder
    const x0 = gatherBits(within) * width
    const y0 = gatherBits(within >> 1) * width
    for (let x = 0; x < width; x++) {
      const row = width - 1 - x
      copyRow(face, x0 + x, y0, values.subarray(row * width, (row + 1) * width))
    }
    return values
  }
}

/** Writes the values of the pixels (x, y), (x, y + 1), ... of a face. */
type RowWriter = (face: number, x: number, y: number, row: Float32Array) => void

/** For a map whose pixels are those of the tiles, or hold several of them. */
function rowCopier({ nside, values }: HealpixMap, tileNside: number, zero: number): RowWriter {
  const held = tileNside / nside
  const numbersAlong = ringNumbersAlong(nside)
  let numbers = new Int32Array(0)
  return (face, x, y, row) => {
    const length = Math.ceil(row.length / held)
    if (numbers.length !== length) numbers = new Int32Array(length)
    numbersAlong(face, Math.floor(x / held), Math.floor(y / held), numbers)
    for (let i = 0; i < row.length; i++) row[i] = values[numbers[Math.floor(i / held)]] - zero
  }
}

function rowSampler(field: SkyField, nside: number, zero: number): RowWriter {
  const valueAt = pixelLookUp(field, nside)
  return (face, x, y, row) => {
    for (let i = 0; i < row.length; i++) row[i] = valueAt(face, x, y + i) - zero
  }
}

/** Value of the field's pixel under a pixel of a face at the tiles' nside. */
function pixelLookUp(field: SkyField, nside: number): (face: number, x: number, y: number) => number {
  const frame = tileFrame(field)
  const { nearest } = fieldSampler(field)
  return (face, x, y) => {
    const [lon, lat] = pix2ang(nside, 'NESTED', nestedInFace(nside, face, x, y))
    return nearest(...convert(frame, field.frame, lon, lat))
  }
}

/** Whether the pixels of the tiles are those of the map, or parts of them. */
export const isAligned = (field: SkyField): field is HealpixMap =>
  !isImage(field) && orderOf(field.nside) >= 0 && tileFrame(field) === field.frame
