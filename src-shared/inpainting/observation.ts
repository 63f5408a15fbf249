import type { Blur } from './blur.ts'
import { blurOperator } from './operators/blur.ts'
import { inOrder } from './operators/linear-operator.ts'
import { maskOperator, type MaskOperator } from './operators/mask.ts'
import { perChannel } from './operators/per-channel.ts'
import { noiseVariance, type PatchNoise } from './patch-noise.ts'

/** How a patch is observed, d = A x: through a beam, then through a pixel window, and not in the holes. */
export interface Observation extends MaskOperator {
  blur: Blur | null
}

/** How data came about, whatever they are: d = A x + noise. */
export interface Seeing {
  observed: Observation
  /** [observed]: variance of the noise of each datum, above 0. */
  variance: Float64Array
  /** The power of stationary noise on a torus of twice the patch's size; without it, the noise of data is independent. */
  noisePower?: Float64Array
  /** [size, size], 0 where the patch is drawn: in the hole, or everywhere if it has none. */
  mask: Uint8Array
}

/**
 * How a patch of several channels is observed, [size, size, channels].
 * @param mask 1 = observed, 0 = hole
 * @param blurs what each channel is seen through; null if it is seen directly
 */
export function observationOfChannels(mask: Uint8Array, size: number, blurs: readonly (Blur | null)[]): MaskOperator {
  const seen = maskOperator(mask)
  const blurred = blurs.some((blur) => blur !== null) ? [perChannel(blurs.map((blur) => blurOperator(blur, size)))] : []
  return { ...inOrder(...blurred, seen), pixels: seen.pixels }
}

/** The variance of the independent noise of values [size, size, channels]. @param values those of the data */
export function varianceOfChannels(noises: readonly PatchNoise[], values: Int32Array): Float64Array {
  return Float64Array.from(values, (value) => {
    const noise = noises[value % noises.length]
    return noiseVariance(noise, Int32Array.of(Math.floor(value / noises.length)))[0]
  })
}

/**
 * @param mask [size, size], 1 = observed, 0 = hole
 * @param blur what the patch is seen through; null if it is seen directly
 */
export function observation(mask: Uint8Array, size: number, blur: Blur | null): Observation {
  const seen = maskOperator(mask)
  const blurred = blurOperator(blur, size)
  return { ...(blurred ? inOrder(blurred, seen) : seen), pixels: seen.pixels, blur }
}

/** How data with this noise came about. */
export function seeingOf(observed: Observation, noise: PatchNoise, mask: Uint8Array): Seeing {
  const variance = noiseVariance(noise, observed.pixels)
  return { observed, mask, variance, ...(noise.kind === 'spectrum' && { noisePower: Float64Array.from(noise.power) }) }
}
