import { scalingOf, type Channel } from '../../../src-shared/sky/channels.ts'
import { slopeAtStandardised, type Scaling, type Standard } from '../../../src-shared/sky/scale.ts'

/** How the values of a patch were standardised. */
export interface PatchScaling {
  channels: readonly Channel[]
  /** Of each channel. */
  standards: readonly Standard[]
  scaling: Scaling
}

/**
 * Puts the noise of each value of a patch in its place, in the unit of the standardised values, to first order: the standard
 * deviation over that of the patch and the slope of its scale at the value. Masked pixels get 1, which nothing reads.
 * @param patch standardised values, [size, size, channels]; output, standard deviations
 * @param good [size, size], 1 = good; null if all are
 * @param deviations in the unit of the map or stack, by place in the patch
 * @param refuse makes the error of a value whose standard deviation is not above 0 and finite, from its place
 */
export function scaleNoise(
  patch: Float32Array,
  good: Uint8Array | null,
  { channels, standards, scaling }: PatchScaling,
  deviations: (at: number) => number,
  refuse: (at: number, why: string) => Error,
): void {
  const width = channels.length
  const scalings = channels.map((channel) => scalingOf(channel, scaling))
  for (let i = 0; i < patch.length; i++) {
    const c = i % width
    if (good?.[(i - c) / width] === 0) {
      patch[i] = 1
      continue
    }
    const deviation = deviations(i)
    if (!(deviation > 0 && deviation < Infinity)) {
      const why = `a standard deviation is above 0 and finite, not ${deviation}; mask pixels of which nothing is known`
      throw refuse(i, why)
    }
    patch[i] = deviation / slopeAtStandardised(patch[i], standards[c], scalings[c])
  }
}

/** Where a value of a patch is, in words. */
export function placeInPatch(at: number, size: number, channels: readonly Channel[]): string {
  const [pixel, c] = [Math.floor(at / channels.length), at % channels.length]
  const channel = channels.length === 1 ? '' : `channel ${channels[c]}, `
  return `${channel}row ${Math.floor(pixel / size)}, column ${pixel % size}`
}
