import type { PolarisedResults } from '../../../src-shared/validation/results.ts'

/** Spectra of E and B modes that fall with multipole, of reconstructions with half of the patches' power. */
export function polarisedResults(te = false): PolarisedResults {
  const ell = [45, 135, 225, 315]
  const bands = (power: number) => {
    const median = ell.map((l) => power / l ** 2)
    return { low: median.map((one) => one * 0.8), median, high: median.map((one) => one * 1.2) }
  }
  const modes = (share: number) => ({
    ...{ ee: bands(share), bb: bands(0.5 * share), eb: bands(-0.01 * share) },
    ...(te && { te: bands(0.3 * share) }),
  })
  return { ell, leakage: ell.map(() => 0.01), original: modes(1), reconstruction: modes(0.5), sample: modes(0.7) }
}
