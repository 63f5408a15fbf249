import { windowOnTorus } from './stationary-prior.ts'

/** A power spectrum N_l of noise: multipoles, ascending, and the power at each, above 0, in units^2 sr. */
export interface NoiseSpectrum {
  ell: Float64Array
  power: Float64Array
}

/**
 * The power of the modes of a torus of twice the patch's size, whose mean is the variance of a pixel: N_l over the solid
 * angle of a pixel, on the flat sky, up to the multipoles of its pixels. Between the multipoles of the spectrum N_l is
 * interpolated linearly; before the first and after the last it is constant.
 * @param pixel side of a pixel, radians
 * @returns [2 size, 2 size]
 */
export function noisePower({ ell, power }: NoiseSpectrum, size: number, pixel: number): Float32Array {
  const at = (kx: number, ky: number) => interpolated(ell, power, Math.hypot(kx, ky) / pixel) / pixel ** 2
  return Float32Array.from(windowOnTorus(at, 2 * size))
}

function interpolated(x: Float64Array, y: Float64Array, at: number): number {
  const after = x.findIndex((value) => value >= at)
  if (after === 0) return y[0]
  if (after < 0) return y[y.length - 1]
  const share = (at - x[after - 1]) / (x[after] - x[after - 1])
  return y[after - 1] + share * (y[after] - y[after - 1])
}
