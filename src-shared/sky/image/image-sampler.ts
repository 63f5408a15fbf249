import { imageProjection } from '../projection/wcs/image-projection.ts'
import type { SkyImage } from './sky-image.ts'

/** Values of an image at positions in its own frame (degrees); NaN outside it and where a pixel is missing. */
export interface ImageSampler {
  /** bilinear between the centres of four pixels; to the edge of the outer pixels, their own value */
  interpolate(lon: number, lat: number): number
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

  return {
    interpolate(lon, lat) {
      const found = place(lon, lat)
      if (!found) return NaN
      const [west, south] = found.map(Math.floor)
      const [u, v] = [found[0] - west, found[1] - south]
      const [below, above] = [rowOf(south) * width, rowOf(south + 1) * width]
      const [left, right] = [columnOf(west), columnOf(west + 1)]
      const lower = values[below + left] * (1 - u) + values[below + right] * u
      const upper = values[above + left] * (1 - u) + values[above + right] * u
      return lower * (1 - v) + upper * v
    },
    nearest(lon, lat) {
      const found = place(lon, lat)
      return found ? values[rowOf(Math.round(found[1])) * width + columnOf(Math.round(found[0]))] : NaN
    },
  }
}
