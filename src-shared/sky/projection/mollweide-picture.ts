import { convert } from '../frames.ts'
import { fieldSampler, type SkyField } from '../field.ts'
import { mollweideInverse } from './mollweide.ts'

/**
 * The whole sky in Mollweide projection, Galactic, nearest pixels.
 * @returns float64 [width / 2, width], row 0 south; NaN outside the ellipse and where the map has no data
 */
export function mollweidePicture(field: SkyField, width: number): Float64Array {
  const { nearest } = fieldSampler(field)
  const height = Math.floor(width / 2)
  const picture = new Float64Array(width * height).fill(NaN)
  for (let row = 0; row < height; row++) {
    const y = (2 * (row + 0.5)) / height - 1
    for (let column = 0; column < width; column++) {
      const position = mollweideInverse(1 - (2 * (column + 0.5)) / width, y)
      if (!position) continue
      const [lon, lat] = convert('G', field.frame, position.lon, position.lat)
      picture[row * width + column] = nearest(lon, lat)
    }
  }
  return picture
}
