import type { StationaryPrior } from './stationary-prior.ts'

/**
 * The power of a field that prefers no direction: the mean over all modes of a torus whose wave number, in turns around it,
 * rounds to 0, 1, 2, ...
 */
export function isotropicPower({ side, power }: Pick<StationaryPrior, 'side' | 'power'>): number[] {
  const [sums, counts]: [number[], number[]] = [[], []]
  for (let k = 0; k < power.length; k++) {
    const ring = Math.round(waveNumber(k, side))
    sums[ring] = (sums[ring] ?? 0) + power[k]
    counts[ring] = (counts[ring] ?? 0) + 1
  }
  return sums.map((sum, ring) => sum / counts[ring])
}

/**
 * The field of mean 0 on a torus [side, side] that has such power, in proportion, and this variance.
 * @param power as `isotropicPower` on a torus of the same side, at least one of them above 0
 */
export function isotropicField(power: readonly number[], variance: number, side: number): StationaryPrior {
  const modes = Float64Array.from({ length: side * side }, (_, k) => power[Math.round(waveNumber(k, side))])
  const mean = modes.reduce((sum, value) => sum + value, 0) / modes.length
  return { side, mean: 0, power: modes.map((value) => (variance / mean) * value) }
}

/** Turns around the torus of mode k. */
function waveNumber(k: number, side: number): number {
  const turns = (n: number) => Math.min(n, side - n)
  return Math.hypot(turns(Math.floor(k / side)), turns(k % side))
}
