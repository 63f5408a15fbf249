import { colourTable, type ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import { quantiles } from '../../src-shared/statistics/quantile.ts'
import type { Picture } from '../files/png.ts'

/**
 * A picture of sky values as RGBA, north up: row 0 of the values is the picture's last. Values without data are transparent.
 * @param values [height, width], row 0 south
 * @param range values of the first and last colour; the 1st and 99th percentile if left out
 */
export function colourPicture(
  values: Float32Array | Float64Array,
  width: number,
  height: number,
  { colours = 'magma', range }: { colours?: ColourMapName; range?: [number, number] } = {},
): Picture {
  const [low, high] = range ?? quantiles(values, [0.01, 0.99])
  const table = colourTable(colours)
  const data = new Uint8Array(4 * width * height)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = values[(height - 1 - row) * width + column]
      if (Number.isNaN(value)) continue
      const place = high > low ? (value - low) / (high - low) : 0.5
      const colour = 3 * Math.round(255 * Math.min(1, Math.max(0, place)))
      data.set([table[colour], table[colour + 1], table[colour + 2], 255], 4 * (row * width + column))
    }
  }
  return { width, height, channels: 4, data }
}
