import { samplePatch, type PatchSampling } from '../../../src-shared/sky/assemble/sample-patch.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import { placeIn, type PixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { relaxation } from '../../sky/assemble/relaxation.ts'
import { patchFiller } from '../../sky/patches/cut-patch.ts'
import type { Made } from '../inpaintings/estimators/estimator-kind.ts'
import { putValues } from './fields-around.ts'
import type { ChannelPatch } from './hole-patch.ts'

/**
 * What the estimate of one channel of a patch says of the pixels of holes in it, in the unit of the map. Rows of one array, float64
 * [4 + samples, pixels]: numbers of the pixels (RING), weights of the patch, means, standard deviations (NaN without),
 * samples.
 */
export interface PatchPixels {
  values: Float64Array
  rows: number
}

/** Rows before the samples. */
export const firstSample = 4

/** How often values are corrected for the smoothing of interpolation, as those of assembled maps. */
const corrections = 2

/**
 * Prepares taking estimates back to the pixels of a map that lie in holes: interpolated at their centres as assembled maps
 * are made of patches, then corrected by what a patch that is cut from them lacks of the estimate.
 * @param map what patches of the channel are cut from, in which all holes are NaN; they are again when a call returns
 * @param holes pixels of all holes, RING
 */
export function takenBack(map: SkyField, holes: PixelList, sampling: PatchSampling) {
  const { geometry } = sampling
  const fill = patchFiller(map)
  const cut = new Float64Array(geometry.size ** 2)
  return (
    { plane, filled, spread }: Pick<ChannelPatch, 'plane' | 'filled' | 'spread'>,
    made: Pick<Made, 'fill' | 'deviation' | 'samples'>,
  ): PatchPixels => {
    const [numbers, weights]: [number[], number[]] = [[], []]
    const first = filled(made.fill)
    samplePatch(sampling, first, plane, (pixel, _, weight) => {
      if (placeIn(holes, pixel) < 0) return
      numbers.push(pixel)
      weights.push(weight)
    })
    // Every picture has values everywhere, so that each pass visits the same pixels in the same order.
    const interpolated = (picture: Float64Array): Float64Array => {
      const values = new Float64Array(numbers.length)
      let at = 0
      samplePatch(sampling, picture, plane, (pixel, value) => {
        if (pixel === numbers[at]) values[at++] = value
      })
      return values
    }
    /** The patch that is cut from a map with these values in its holes. */
    const cutWith = (values: (i: number) => number): Float64Array => {
      putValues(map, numbers, values)
      fill(plane, geometry, cut)
      return cut
    }
    // How much of each of its pixels comes from holes: at their borders, what an estimate is wrong by is not all theirs.
    const none = cutWith(() => 0).slice()
    const share = cutWith(() => 1).map((value, i) => value - none[i])
    const corrected = (picture: Float64Array): Float64Array => {
      const values = interpolated(picture)
      for (let step = 1; step <= corrections; step++) {
        const now = cutWith((i) => values[i])
        // Where the map lacks other pixels, nothing can be compared.
        const lacking = interpolated(
          picture.map((value, i) => (Number.isNaN(now[i]) ? 0 : share[i] * (value - now[i]))),
        )
        for (let i = 0; i < values.length; i++) values[i] += relaxation(step, corrections) * lacking[i]
      }
      putValues(map, numbers, () => NaN)
      return values
    }
    const { fill: mean, deviation, samples } = made
    const drawn = Array.from({ length: samples ? samples.length / mean.length : 0 }, (_, k) =>
      corrected(filled(samples!.subarray(k * mean.length, (k + 1) * mean.length))),
    )
    const spreads = deviation ? interpolated(spread(deviation, mean)) : numbers.map(() => NaN)
    const all = [numbers, weights, corrected(first), spreads, ...drawn]
    const values = new Float64Array(all.length * numbers.length)
    all.forEach((row, k) => values.set(row, k * numbers.length))
    return { values, rows: all.length }
  }
}
