import { uniform, type RandomState } from '../../random/index.ts'
import { columnOf, type Column } from './column.ts'
import { anyDirection, drawOrientation, type FilamentShape } from './filament.ts'
import { poisson } from './poisson.ts'
import { densityOf, drawLength, lengthRanges, numberBetween, type FilamentSizes } from './sizes.ts'

/** A sky of filaments, of which patches are drawn. */
export interface FilamentSky {
  shape: FilamentShape
  sizes: FilamentSizes
  /** Standard deviation of a Gaussian beam, degrees. */
  beam: number
}

/** Standard deviations at which a filament ends. */
export const reach = 5

/** Ranges of lengths, each with a margin around the patch that its longest need. */
const ranges = 12

/**
 * Draws one patch: filaments at random places, in a magnetic field whose mean direction is equally likely to be any.
 * @param size pixels on a side, and `pixel` their width in degrees
 * @returns I, Q and U (HEALPix's convention), [size, size, 3], row 0 south and column 0 east
 */
export function paintPatch(
  random: RandomState,
  { shape, sizes, beam }: FilamentSky,
  { size, pixel }: { size: number; pixel: number },
): Float32Array {
  const patch = new Float32Array(size ** 2 * 3)
  const field = anyDirection(random)
  for (const { from, to } of lengthRanges(sizes, ranges)) {
    const margin = reach * Math.hypot(to, beam)
    const side = size * pixel + 2 * margin
    const count = poisson(random, numberBetween(from, to, sizes, shape.aspect) * side ** 2)
    for (let i = 0; i < count; i++) {
      const filament = drawOrientation(random, shape, field)
      const length = drawLength(random, from, to)
      const density = densityOf(length, sizes, shape.aspect)
      const [column, row] = [0, 1].map(() => (side * uniform(random) - margin) / pixel - 0.5)
      const seen = columnOf(filament, length / pixel, {
        aspect: shape.aspect,
        density: density * pixel,
        beam: beam / pixel,
      })
      paint(patch, size, { ...seen, column, row, q: filament.q, u: filament.u })
    }
  }
  return patch
}

/** In pixels. */
interface Painted extends Column {
  column: number
  row: number
  q: number
  u: number
}

function paint(patch: Float32Array, size: number, { peak, xx, xy, yy, column, row, q, u }: Painted): void {
  const determinant = xx * yy - xy ** 2
  const [a, b, c] = [yy / determinant, -xy / determinant, xx / determinant]
  const [wide, high] = [reach * Math.sqrt(xx), reach * Math.sqrt(yy)]
  const between = (from: number, to: number) => [Math.max(0, Math.ceil(from)), Math.min(size - 1, Math.floor(to))]
  const [west, east] = between(column - wide, column + wide)
  const [south, north] = between(row - high, row + high)
  for (let j = south; j <= north; j++)
    for (let i = west; i <= east; i++) {
      const [x, y] = [i - column, j - row]
      const value = peak * Math.exp(-(a * x * x + 2 * b * x * y + c * y * y) / 2)
      const at = 3 * (j * size + i)
      patch[at] += value
      patch[at + 1] += q * value
      patch[at + 2] += u * value
    }
}
