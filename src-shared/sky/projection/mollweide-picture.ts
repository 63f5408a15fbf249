import { convert } from '../frames.ts'
import { ang2pix } from '../healpix/ang2pix.ts'
import type { HealpixMap } from '../healpix/map.ts'

const DEGREE = Math.PI / 180

/**
 * The whole sky in Mollweide projection, Galactic, longitude 0 in the middle and growing to the left (Snyder 1987,
 * Eq. 31-6 to 31-9), nearest pixels.
 * @returns float32 [width / 2, width], row 0 south; NaN outside the ellipse and where the map has no data
 */
export function mollweidePicture(map: HealpixMap, width: number): Float32Array {
  const height = Math.floor(width / 2)
  const picture = new Float32Array(width * height).fill(NaN)
  for (let row = 0; row < height; row++) {
    const theta = Math.asin((2 * (row + 0.5)) / height - 1)
    const lat = Math.asin((2 * theta + Math.sin(2 * theta)) / Math.PI) / DEGREE
    for (let column = 0; column < width; column++) {
      const x = 1 - (2 * (column + 0.5)) / width
      const share = x / Math.cos(theta)
      if (Math.abs(share) > 1) continue
      picture[row * width + column] =
        map.values[ang2pix(map.nside, map.ordering, ...convert('G', map.frame, 180 * share, lat))]
    }
  }
  return picture
}
