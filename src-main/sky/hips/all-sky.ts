import type { SkyField } from '../../../src-shared/sky/field.ts'
import { fitsPicture } from './fits-picture.ts'
import { tileCount, tilesOf, tileWidth } from './tile-source.ts'

/** Pixels along a side of a tile in the preview, and tiles per row (HiPS 1.0, Sec. 4.3.2). */
const previewWidth = 64
const tilesInRow = 27

/**
 * The preview of all tiles as one FITS file, Norder3/Allsky.fits: 27 tiles per row, the first at the top left.
 * @param zero as `tilesOf`
 * @param isCyclic whether the values are angles, which have no mean: the preview then takes one pixel of each block
 */
export function hipsAllSky(map: SkyField, zero = 0, isCyclic = false): Uint8Array {
  const width = tileWidth(map)
  const block = width / previewWidth
  const rows = Math.ceil(tileCount / tilesInRow)
  const columns = tilesInRow * previewWidth
  const picture = new Float32Array(rows * previewWidth * columns).fill(NaN)
  const valuesOf = tilesOf(map, zero)
  for (let tile = 0; tile < tileCount; tile++) {
    const values = valuesOf(tile)
    // FITS rows run upwards, the tiles of the preview downwards.
    const top = (rows - 1 - Math.floor(tile / tilesInRow)) * previewWidth
    const left = (tile % tilesInRow) * previewWidth
    for (let row = 0; row < previewWidth; row++) {
      for (let column = 0; column < previewWidth; column++) {
        picture[(top + row) * columns + left + column] = isCyclic
          ? values[row * block * width + column * block]
          : blockMean(values, width, row * block, column * block, block)
      }
    }
  }
  return fitsPicture(picture, columns, rows * previewWidth, [])
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
