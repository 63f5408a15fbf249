import { normal, type RandomState } from '../random/index.ts'
import { randomField } from './stationary-prior.ts'

/**
 * The noise of the data of a patch, in their units; plain data. White with one standard deviation; independent, with one
 * for each pixel, [size, size]; or stationary, by its power on a torus of twice the size (`noisePower`), [2 size, 2 size].
 */
export type PatchNoise =
  | { kind: 'white'; sigma: number }
  | { kind: 'map'; deviation: Float32Array }
  | { kind: 'spectrum'; power: Float32Array }

/** The noise of data that are divided by a number. */
export function dividedNoise(noise: PatchNoise, by: number): PatchNoise {
  switch (noise.kind) {
    case 'white':
      return { kind: 'white', sigma: noise.sigma / by }
    case 'map':
      return { kind: 'map', deviation: noise.deviation.map((value) => value / by) }
    case 'spectrum':
      return { kind: 'spectrum', power: noise.power.map((value) => value / by ** 2) }
  }
}

/** The noise with white noise of another standard deviation added to it. */
export function widenedNoise(noise: PatchNoise, sigma: number): PatchNoise {
  switch (noise.kind) {
    case 'white':
      return { kind: 'white', sigma: Math.hypot(noise.sigma, sigma) }
    case 'map':
      return { kind: 'map', deviation: noise.deviation.map((value) => Math.hypot(value, sigma)) }
    case 'spectrum':
      return { kind: 'spectrum', power: noise.power.map((value) => value + sigma ** 2) }
  }
}

/** One realisation, [size, size]. */
export function drawnNoise(noise: PatchNoise, size: number, random: RandomState): Float64Array {
  if (noise.kind === 'spectrum') {
    return randomField({ power: Float64Array.from(noise.power), side: 2 * size, mean: 0 }, size, random)
  }
  const deviationAt = deviationOf(noise)
  return Float64Array.from({ length: size * size }, (_, i) => deviationAt(i) * normal(random))
}

/** The standard deviation of each pixel of noise that is independent. */
export const deviationOf =
  (noise: Exclude<PatchNoise, { kind: 'spectrum' }>): ((pixel: number) => number) =>
  (pixel) =>
    noise.kind === 'white' ? noise.sigma : noise.deviation[pixel]

/** The variance of the noise of each of these pixels. */
export function noiseVariance(noise: PatchNoise, pixels: Int32Array): Float64Array {
  if (noise.kind === 'map') return Float64Array.from(pixels, (pixel) => noise.deviation[pixel] ** 2)
  const all =
    noise.kind === 'white' ? noise.sigma ** 2 : noise.power.reduce((sum, value) => sum + value, 0) / noise.power.length
  return new Float64Array(pixels.length).fill(all)
}
