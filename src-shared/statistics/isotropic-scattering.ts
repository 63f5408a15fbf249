import { scatteringPaths, type ScatteringTransform, type ScatteringWavelets } from './wavelet-scattering.ts'

/** Scattering coefficients averaged over positions and directions (Cheng et al. 2020, arXiv:2006.08561, Sec. 2.3). */
export interface IsotropicScattering {
  /** Strength of fluctuations at each scale, in the patch's unit: [scales]. */
  s1: Float64Array
  /** Sparsity S2 / S1 of the fluctuations of scale j1, seen at scale j2: one number for each of `scalePairs`. */
  s21: Float64Array
  /** Shape: S2 of parallel over S2 of perpendicular directions, larger for filaments than for noise. One for each pair. */
  s22: Float64Array
}

/** Pairs of scales j1 < j2, in the order of the coefficients. */
export function scalePairs({ scales }: Pick<ScatteringWavelets, 'scales'>): [number, number][] {
  return Array.from({ length: scales }, (_, j1) => j1).flatMap((j1) =>
    Array.from({ length: scales - 1 - j1 }, (_, i): [number, number] => [j1, j1 + 1 + i]),
  )
}

/**
 * Coefficients of a scattering transform, reduced to those that a rotation of the sky doesn't change. NaN where a patch
 * without fluctuations leaves 0 / 0; `s22` needs an even number of angles.
 */
export function isotropicScattering(
  transform: Pick<ScatteringTransform, 'rows' | 'columns'>,
  coefficients: Float64Array,
  wavelets: ScatteringWavelets,
): IsotropicScattering {
  const { scales, angles } = wavelets
  const positions = transform.rows * transform.columns
  const pairs = scalePairs(wavelets)
  const pairOf = new Map(pairs.map(([j1, j2], i) => [j1 * scales + j2, i]))
  const s1 = new Float64Array(scales)
  const [s2, parallel, perpendicular] = [0, 0, 0].map(() => new Float64Array(pairs.length))
  scatteringPaths(wavelets).forEach(([first, second], path) => {
    if (!first) return
    let mean = 0
    for (let i = path * positions; i < (path + 1) * positions; i++) mean += coefficients[i] / positions
    if (!second) {
      s1[first.scale] += mean / angles
      return
    }
    const pair = pairOf.get(first.scale * scales + second.scale)!
    const turn = (second.angle - first.angle + angles) % angles
    s2[pair] += mean / angles ** 2
    if (turn === 0) parallel[pair] += mean
    if (turn === angles / 2) perpendicular[pair] += mean
  })
  return {
    s1,
    s21: s2.map((value, pair) => value / s1[pairs[pair][0]]),
    s22: parallel.map((value, pair) => value / perpendicular[pair]),
  }
}
