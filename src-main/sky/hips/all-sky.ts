import { isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import { fitsPicture } from './fits-picture.ts'
import { gatherBits } from '../../../src-shared/sky/healpix/faces.ts'
import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { ringNumbers } from '../../../src-shared/sky/healpix/ring-numbers.ts'
import { isAligned, tileCount, tileOrder, tilesOf, tileWidth } from './tile-source.ts'

/** Pixels along a side of a tile in the preview, and tiles per row (HiPS 1.0, Sec. 4.3.2). */
const previewWidth = 64
const tilesInRow = 27

/**
 * The preview of all tiles as one FITS file, Norder3/Allsky.fits: 27 tiles per row, the first at the top left.
 * @param zero as `tilesOf`
 * @param isCyclic as `previewTiles`
 */
export const hipsAllSky = (map: SkyField, zero = 0, isCyclic = false): Uint8Array<ArrayBuffer> =>
  joinPreviews([previewTiles(map, [0, tileCount], zero, isCyclic)])

/**
 * The previews of the tiles from `from` up to, not including, `to`: [tile, row, column], rows from the bottom.
 * @param isCyclic whether the values are angles, which have no mean: the preview then takes one pixel of each block
 */
export function previewTiles(
  map: SkyField,
  [from, to]: readonly [from: number, to: number],
  zero: number,
  isCyclic: boolean,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array((to - from) * previewWidth ** 2)
  const isFiner = isAligned(map) && map.nside >= previewWidth * 2 ** tileOrder
  const preview = isFiner && !isCyclic ? nestedMeans(map, zero) : reducedTiles(map, zero, isCyclic)
  for (let tile = from; tile < to; tile++) {
    const first = (tile - from) * previewWidth ** 2
    preview(tile, (row, column, value) => void (values[first + row * previewWidth + column] = value))
  }
  return values
}

/** The FITS file of previews, which are of all tiles together. */
export function joinPreviews(parts: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const rows = Math.ceil(tileCount / tilesInRow)
  const columns = tilesInRow * previewWidth
  const picture = new Float32Array(rows * previewWidth * columns).fill(NaN)
  let tile = 0
  for (const part of parts) {
    for (let first = 0; first < part.length; first += previewWidth ** 2, tile++) {
      // FITS rows run upwards, the tiles of the preview downwards.
      const top = (rows - 1 - Math.floor(tile / tilesInRow)) * previewWidth
      const left = (tile % tilesInRow) * previewWidth
      for (let row = 0; row < previewWidth; row++) {
        const from = first + row * previewWidth
        picture.set(part.subarray(from, from + previewWidth), (top + row) * columns + left)
      }
    }
  }
  return fitsPicture(picture, columns, rows * previewWidth, [])
}

/** Passes the pixels of a tile's preview on. */
type Preview = (tile: number, set: (row: number, column: number, value: number) => void) => void

/** Means of blocks of a map whose pixels lie within those of the preview: a block is a run of pixels in NESTED order. */
function nestedMeans({ nside, values }: HealpixMap, zero: number): Preview {
  const inTile = (nside / 2 ** tileOrder) ** 2
  const inBlock = inTile / previewWidth ** 2
  const numbersFrom = ringNumbers(nside)
  const numbers = new Int32Array(Math.max(inBlock, Math.min(inTile, 4096)))
  return (tile, set) => {
    for (let first = 0; first < inTile; first += numbers.length) {
      numbersFrom(tile * inTile + first, numbers)
      for (let i = 0; i < numbers.length;) {
        let sum = 0
        let count = 0
        for (const end = i + inBlock; i < end; i++) {
          const value = values[numbers[i]]
          if (value !== value) continue // NaN
          sum += value
          count++
        }
        const block = (first + i) / inBlock - 1
        set(previewWidth - 1 - gatherBits(block), gatherBits(block >> 1), count === 0 ? NaN : sum / count - zero)
      }
    }
  }
}

/** Means of blocks of the tiles, or one pixel of each. */
function reducedTiles(map: SkyField, zero: number, isCyclic: boolean): Preview {
  // Of an image only the pixels that are shown are looked up, as each takes its projection.
  const width = isImage(map) ? previewWidth : tileWidth(map)
  const valuesOf = tilesOf(map, zero, width)
  const block = width / previewWidth
  return (tile, set) => {
    const values = valuesOf(tile)
    for (let row = 0; row < previewWidth; row++) {
      for (let column = 0; column < previewWidth; column++) {
        const value = isCyclic
          ? values[row * block * width + column * block]
          : blockMean(values, width, row * block, column * block, block)
        set(row, column, value)
      }
    }
  }
}

function blockMean(values: Float32Array, width: number, row: number, column: number, block: number): number {
  let sum = 0
  let count = 0
  for (let i = row; i < row + block; i++) {
    for (let j = column; j < column + block; j++) {
      const value = values[i * width + j]
      if (value !== value) continue // NaN
      sum += value
      count++
    }
  }
  return count === 0 ? NaN : sum / count
}
