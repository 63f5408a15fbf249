import { colourTable } from './colour-maps.ts'
import type { ColourMapName } from './colour-maps.ts'
import type { Range } from './range.ts'

/**
 * Colours a picture as RGBA, top row first, as a canvas expects. NaN is transparent, so the background shows through.
 * @param values [height, width], row 0 at the bottom of the picture (south), column 0 at the left (east)
 */
export function paint(
  values: ArrayLike<number>,
  width: number,
  height: number,
  [low, high]: Range,
  colourMap: ColourMapName,
): Uint8ClampedArray<ArrayBuffer> {
  const table = colourTable(colourMap)
  const rgba = new Uint8ClampedArray(4 * width * height)
  const steps = 255 / (high - low)
  for (let row = 0; row < height; row++) {
    const to = 4 * width * (height - 1 - row)
    for (let column = 0; column < width; column++) {
      const value = values[row * width + column]
      if (Number.isNaN(value)) continue
      const place = 3 * Math.min(255, Math.max(0, Math.round((value - low) * steps)))
      const pixel = to + 4 * column
      rgba[pixel] = table[place]
      rgba[pixel + 1] = table[place + 1]
      rgba[pixel + 2] = table[place + 2]
      rgba[pixel + 3] = 255
    }
  }
  return rgba
}
