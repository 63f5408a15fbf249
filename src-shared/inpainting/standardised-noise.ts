import { slopeAtStandardised, type Scaling, type Standard } from '../sky/scale.ts'
import { noisePower, type NoiseSpectrum } from './noise-spectrum.ts'
import type { PatchNoise } from './patch-noise.ts'

/** Noise in the map's unit: a standard deviation for each pixel of the patch, or a spectrum. */
export type NoiseOfMap = { kind: 'map'; deviation: Float64Array } | ({ kind: 'spectrum' } & NoiseSpectrum)

/**
 * The noise of standardised data from that of the map, to first order: over the standard deviation of the patch and the
 * slope of its scale, which is taken at the value of each pixel, and for a spectrum at the patch's mean.
 * @param seen standardised data without noise, [size, size]
 * @param pixel side of a pixel, radians
 */
export function standardisedNoise(
  noise: NoiseOfMap,
  seen: ArrayLike<number>,
  standard: Standard,
  scaling: Scaling,
  { size, pixel }: { size: number; pixel: number },
): PatchNoise {
  const slope = (z: number) => slopeAtStandardised(z, standard, scaling)
  if (noise.kind === 'map') {
    return { kind: 'map', deviation: Float32Array.from(noise.deviation, (value, i) => value / slope(seen[i])) }
  }
  const power = noise.power.map((value) => value / slope(0) ** 2)
  return { kind: 'spectrum', power: noisePower({ ell: noise.ell, power }, size, pixel) }
}
