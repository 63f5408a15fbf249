import { imageProjection } from '../projection/wcs/image-projection.ts'
import type { SkyImage } from './sky-image.ts'

/** Values of an image at positions in its own frame (degrees); NaN outside it and where a pixel is missing. */
export interface ImageSampler {
  /** bilinear between the centres of four pixels; to the edge of the outer pixels, their own value */
  interpolate(lon: number, lat: number): number
  /**
   * what `interpolate` takes the mean of
   * @param square output: the numbers of the pixels below left, below right, above left and above right of the position,
   *   and its distances from the first, in pixels to the right and up
   * @returns false outside the image
   */
  pixelsAround(lon: number, lat: number, square: Float64Array): boolean
  /** the pixel that contains the position */
  nearest(lon: number, lat: number): number
}

/** @throws WcsError as `imageProjection` */
export function imageSampler({ width, height, wcs, values }: SkyImage): ImageSampler {
  const { toPixel, repeat } = imageProjection(wcs)
  // A map of a whole turn continues at its other side.
  const isTurn = repeat !== null && repeat[1] === 0 && Math.abs(Math.abs(repeat[0]) - width) < 1e-6 * width
  const isInside = (column: number, row: number) =>
    column >= -0.5 && column <= width - 0.5 && row >= -0.5 && row <= height - 0.5

  /** Where the position is in the image, which may show it a turn further on; null outside. */
  function place(lon: number, lat: number): [column: number, row: number] | null {
    const pixel = toPixel(lon, lat)
    if (!pixel) return null
    for (const turn of repeat ? [0, 1, -1] : [0]) {
      const [column, row] = turn === 0 ? pixel : [pixel[0] + turn * repeat![0], pixel[1] + turn * repeat![1]]
      if (isInside(column, row)) return [column, row]
    }
    return null
  }
  const columnOf = (column: number) => (isTurn ? (column + width) % width : Math.max(0, Math.min(width - 1, column)))
  const rowOf = (row: number) => Math.max(0, Math.min(height - 1, row))

  function pixelsAround(lon: number, lat: number, square: Float64Array): boolean {
    const found = place(lon, lat)
    if (!found) return false
    const [west, south] = [Math.floor(found[0]), Math.floor(found[1])]
    const [below, above] = [rowOf(south) * width, rowOf(south + 1) * width]
    const [left, right] = [columnOf(west), columnOf(west + 1)]
    square[0] = below + left
    square[1] = below + right
    square[2] = above + left
    square[3] = above + right
    square[4] = found[0] - west
    square[5] = found[1] - south
    return true
  }
  const around = new Float64Array(6)

  return {
    pixelsAround,
    interpolate(lon, lat) {
      if (!pixelsAround(lon, lat, around)) return NaN
      const [, , , , u, v] = around
      const lower = values[around[0]] * (1 - u) + values[around[1]] * u
      const upper = values[around[2]] * (1 - u) + values[around[3]] * u
      return lower * (1 - v) + upper * v
    },
    nearest(lon, lat) {
      const found = place(lon, lat)
      return found ? values[rowOf(Math.round(found[1])) * width + columnOf(Math.round(found[0]))] : NaN
    },
  }
}
