import { refused } from '../../../src-preload/rpc/errors.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { Hole } from '../../../src-shared/sky/holes/hole.ts'
import { tangentPlane, type TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { scaled, slopeAt, unscaled, type Scaling, type Standard } from '../../../src-shared/sky/scale.ts'
import { seenInStandard, standardOfSeen } from '../../../src-shared/sky/seen-standard.ts'
import { patchFiller } from '../../sky/patches/cut-patch.ts'
import { holeWords } from './holes-in-map.ts'

/** What is seen around a hole, and how an estimate of it comes back to the unit of the map. */
export interface HolePatch {
  plane: TangentPlane
  /** [size, size], standardised, 0 where nothing is seen. */
  data: Float32Array
  /** [size, size], 1 = seen, 0 = hole. */
  mask: Uint8Array
  /**
   * The patch in the unit of the map: what is seen, and the estimate elsewhere.
   * @param estimate [size, size], standardised
   */
  filled(estimate: ArrayLike<number>): Float64Array
  /**
   * Standard deviations in the unit of the map, 0 where it is seen: those of small errors about the estimate.
   * @param deviation, estimate [size, size], standardised
   */
  spread(deviation: ArrayLike<number>, estimate: ArrayLike<number>): Float64Array
  /** A value of the map, standardised; NaN or infinite where it has none. */
  standardised(value: number): number
  /** What a unit of standardised values is at a value of the map, in its unit. */
  unitAt(value: number): number
}

interface Cutting {
  geometry: PatchGeometry
  scaling: Scaling
  /** Null if patches are standardised by what is seen of them. */
  standard: Standard | null
  /** What values of the map are multiplied by before they are scaled. */
  factor: number
}

/** A patch with less than this seen says too little of its hole. */
const leastSeen = 0.5

/**
 * Prepares the cutting of patches around holes: a pixel is seen if all four pixels of the map that it is interpolated
 * between have a value and lie in no hole.
 * @param map in which all holes are NaN
 * @param file of the map, for refusals
 */
export function holePatches(map: SkyField, { geometry, scaling, standard, factor }: Cutting, file: string) {
  const fill = patchFiller(map)
  const pixels = geometry.size ** 2
  return (hole: Hole, number: number): HolePatch => {
    const plane = tangentPlane(hole.centre.lon, hole.centre.lat, map.frame)
    const values = new Float64Array(pixels)
    fill(plane, geometry, values)
    const scaledValues = values.map((value) => scaled(factor * value, scaling))
    const mask = Uint8Array.from(scaledValues, (x) => (Number.isFinite(x) ? 1 : 0))
    const seen = mask.reduce((sum, one) => sum + one, 0)
    if (seen < leastSeen * pixels) {
      const share = `only ${Math.floor((100 * seen) / pixels)} % of the patch around it is seen, and half is needed`
      throw refused(file, holeWords(hole, number), `${share}; leave it out`)
    }
    const found = standard ?? standardOfSeen(scaledValues, mask, ['I'])?.[0]
    if (!found)
      throw refused(file, holeWords(hole, number), 'all that is seen around it has the same value; leave it out')
    const { mean, std } = found
    const back = (z: number) => unscaled(z * std + mean, scaling)
    const unitAt = (value: number) => (std * slopeAt(factor * value, scaling)) / factor
    return {
      plane,
      data: seenInStandard(scaledValues, mask, [found]),
      mask,
      filled: (estimate) => values.map((value, i) => (mask[i] === 1 ? value : back(estimate[i]) / factor)),
      spread: (deviation, estimate) =>
        values.map((_, i) => (mask[i] === 1 ? 0 : deviation[i] * unitAt(back(estimate[i]) / factor))),
      standardised: (value) => (scaled(factor * value, scaling) - mean) / std,
      unitAt,
    }
  }
}
