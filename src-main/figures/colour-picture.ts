import type { ColourMapName } from '../../src-shared/colour/colour-maps.ts'
import { paint } from '../../src-shared/colour/paint.ts'
import { rangeOf, type Range } from '../../src-shared/colour/range.ts'
import type { Picture } from '../files/png.ts'

/** Fraction of the values beyond either end of the colours, if no range is given. */
const clip = 0.01

/**
 * A picture of sky values as RGBA, north up: row 0 of the values is the picture's last row. Missing values are
 * transparent.
 * @param values [height, width], row 0 south
 * @param range values of the first and last colour; by default the 1st and 99th percentiles
 */
export function colourPicture(
  values: Float32Array | Float64Array,
  width: number,
  height: number,
  { colours = 'magma', range = rangeOf([values], clip) }: { colours?: ColourMapName; range?: Range } = {},
): Picture {
  return { width, height, channels: 4, data: new Uint8Array(paint(values, width, height, range, colours).buffer) }
}
