import { refused } from '../../../src-preload/rpc/errors.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import type { Hole } from '../../../src-shared/sky/holes/hole.ts'
import { tangentPlane, type TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { scaled, slopeAt, unscaled, type Scaling, type Standard } from '../../../src-shared/sky/scale.ts'
import { seenInStandard, standardOfSeen } from '../../../src-shared/sky/seen-standard.ts'
import { patchFiller } from '../../sky/patches/cut-patch.ts'
import { fieldsAround, type ChannelFields } from './fields-around.ts'
import { holeWords } from './holes-in-map.ts'

/** What is seen around a hole, [size, size, channels]. */
export interface HolePatch {
  /** Standardised, 0 where nothing is seen. */
  data: Float32Array
  /** 1 = seen, 0 = hole. */
  mask: Uint8Array
  channels: ChannelPatch[]
}

/** One channel of it, and how an estimate of it comes back to the unit of the map. Q and U are on the patch's axes. */
export interface ChannelPatch {
  plane: TangentPlane
  /** What it is cut from, with its holes empty. */
  field: SkyField
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

/** How patches are cut; of each channel, its scaling and standard. */
interface Cutting {
  geometry: PatchGeometry
  scalings: readonly Scaling[]
  /** Null if patches are standardised by what is seen of them. */
  standards: readonly Standard[] | null
  /** What values of the map are multiplied by before they are scaled. */
  factor: number
}

/** A patch with less than this seen of a channel says too little of its hole. */
const leastSeen = 0.5

/**
 * Prepares the cutting of patches around holes: a pixel is seen if all four pixels of the map that it is interpolated
 * between have a value and lie in no hole.
 * @param map in which all holes are NaN
 * @param file of the map, for refusals
 */
export function holePatches(map: ChannelFields, { geometry, scalings, standards, factor }: Cutting, file: string) {
  const { channels } = map
  const width = channels.length
  const pixels = geometry.size ** 2
  return (hole: Hole, number: number): HolePatch => {
    const plane = tangentPlane(hole.centre.lon, hole.centre.lat, map.fields[0].frame)
    const fields = fieldsAround(map, plane, geometry.width)
    const cut = fields.map((field) => {
      const values = new Float64Array(pixels)
      patchFiller(field)(plane, geometry, values)
      return values
    })
    const all = new Float64Array(width * pixels)
    cut.forEach((values, c) => values.forEach((value, i) => (all[i * width + c] = scaled(factor * value, scalings[c]))))
    const mask = Uint8Array.from(all, (x) => (Number.isFinite(x) ? 1 : 0))
    const masks = cut.map((_, c) => mask.filter((_, at) => at % width === c))
    for (const [c, channel] of channels.entries()) {
      const seen = masks[c].reduce((sum, one) => sum + one, 0)
      if (seen >= leastSeen * pixels) continue
      const what = width === 1 ? 'the patch around it' : `${channel} in the patch around it`
      const share = `only ${Math.floor((100 * seen) / pixels)} % of ${what} is seen, and half is needed`
      throw refused(file, holeWords(hole, number), `${share}; leave it out`)
    }
    const found = standards ?? standardOfSeen(all, mask, channels)
    if (!found)
      throw refused(file, holeWords(hole, number), 'all that is seen around it has the same value; leave it out')
    return {
      data: seenInStandard(all, mask, found),
      mask,
      channels: cut.map((values, c) => {
        const one = { plane, field: fields[c], mask: masks[c] }
        return { ...one, ...wayBack(values, masks[c], { standard: found[c], scaling: scalings[c], factor }) }
      }),
    }
  }
}

/** How standardised values of a channel become those of the map. @param values what is seen of it, in the unit of the map */
export function wayBack(
  values: Float64Array,
  mask: Uint8Array,
  { standard: { mean, std }, scaling, factor }: { standard: Standard; scaling: Scaling; factor: number },
): Pick<ChannelPatch, 'filled' | 'spread' | 'standardised' | 'unitAt'> {
  const back = (z: number) => unscaled(z * std + mean, scaling) / factor
  const unitAt = (value: number) => (std * slopeAt(factor * value, scaling)) / factor
  return {
    filled: (estimate) => values.map((value, i) => (mask[i] === 1 ? value : back(estimate[i]))),
    spread: (deviation, estimate) =>
      values.map((_, i) => (mask[i] === 1 ? 0 : deviation[i] * unitAt(back(estimate[i])))),
    standardised: (value) => (scaled(factor * value, scaling) - mean) / std,
    unitAt,
  }
}
