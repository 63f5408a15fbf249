import { uniform, type RandomState } from '../../random/index.ts'
import { columnOf } from './column.ts'
import { anyDirection, drawOrientation, type FilamentShape } from './filament.ts'
import { paintFilament, reach } from './paint-filament.ts'
import { poisson } from './poisson.ts'
import { densityOf, drawLength, lengthRanges, numberBetween, type FilamentSizes } from './sizes.ts'

/** A sky of filaments, of which patches are drawn. */
export interface FilamentSky {
  shape: FilamentShape
  sizes: FilamentSizes
  /** Standard deviation of a Gaussian beam, degrees. */
  beam: number
}

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
      const column = (side * uniform(random) - margin) / pixel - 0.5
      const row = (side * uniform(random) - margin) / pixel - 0.5
      const density = densityOf(length, sizes, shape.aspect) * pixel
      const of = { aspect: shape.aspect, density, beam: beam / pixel }
      paintFilament(patch, size, columnOf(filament, length / pixel, of), { column, row, q: filament.q, u: filament.u })
    }
  }
  return patch
}
