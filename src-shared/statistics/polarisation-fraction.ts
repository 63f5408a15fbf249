import { quantiles } from './quantile.ts'

/** Classes of intensity, and as many of the polarisation fraction. */
const classCount = 6

/** Stokes parameters of a patch, I > 0, and its good pixels (1); null if all are good. */
export interface StokesPlanes {
  i: Float64Array
  q: Float64Array
  u: Float64Array
  good: Uint8Array | null
}

/** Upper ends of all classes but the last. */
export interface FractionClasses {
  intensity: number[]
  fraction: number[]
}

const fractionOf = ({ i, q, u }: StokesPlanes, at: number) => Math.hypot(q[at], u[at]) / i[at]

/** Classes of I and P/I, P = sqrt(Q^2 + U^2), in each of which lies as large a share of the good pixels. */
export function fractionClasses(patches: readonly StokesPlanes[]): FractionClasses {
  const [intensity, fraction]: [number[], number[]] = [[], []]
  for (const patch of patches) {
    patch.i.forEach((value, at) => {
      if (patch.good?.[at] === 0) return
      intensity.push(value)
      fraction.push(fractionOf(patch, at))
    })
  }
  const ends = Array.from({ length: classCount - 1 }, (_, k) => (k + 1) / classCount)
  return { intensity: quantiles(intensity, ends), fraction: quantiles(fraction, ends) }
}

/**
 * The joint histogram of intensity and polarisation fraction: the share of the good pixels in each class of I (slow) and
 * P/I (fast), [classes of I x classes of P/I].
 */
export function fractionShares(patch: StokesPlanes, { intensity, fraction }: FractionClasses): Float64Array {
  const shares = new Float64Array((intensity.length + 1) * (fraction.length + 1))
  const classOf = (value: number, ends: readonly number[]) => ends.filter((end) => value > end).length
  let all = 0
  patch.i.forEach((value, at) => {
    if (patch.good?.[at] === 0) return
    shares[classOf(value, intensity) * (fraction.length + 1) + classOf(fractionOf(patch, at), fraction)]++
    all++
  })
  return shares.map((count) => count / all)
}
