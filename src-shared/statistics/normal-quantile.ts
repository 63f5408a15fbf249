import { logNormalDensity, normalCdf } from './normal-distribution.ts'

/**
 * The inverse of the cumulative distribution of N(0, 1), for 0 < p < 1: Abramowitz & Stegun 26.2.23, whose error is below
 * 4.5e-4, and two steps by Halley's method.
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  const t = Math.sqrt(-2 * Math.log(p))
  let z = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
  for (let step = 0; step < 2; step++) {
    const apart = (normalCdf(z) - p) / Math.exp(logNormalDensity(z))
    z -= apart / (1 + (z * apart) / 2)
  }
  return z
}
