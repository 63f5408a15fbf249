import type { PolarisedResults } from '../../../src-shared/validation/results.ts'

/** Spectra of E and B modes that fall with multipole, of reconstructions with half of the patches' power. */
export function polarisedResults(te = false): PolarisedResults {
  const ell = [45, 135, 225, 315]
  const bands = (power: number) => {
    const median = ell.map((l) => power / l ** 2)
    return { low: median.map((one) => one * 0.8), median, high: median.map((one) => one * 1.2) }
  }
  const around = (median: number) => ({ low: 0.8 * median, median, high: 1.2 * median })
  const flat = (value: number) => {
    const { low, median, high } = around(value)
    return { low: ell.map(() => low), median: ell.map(() => median), high: ell.map(() => high) }
  }
  const modes = (share: number) => ({
    ...{ ee: bands(share), bb: bands(0.5 * share), pureBb: bands(0.49 * share), eb: bands(-0.01 * share) },
    ratio: flat(2),
    ...(te && { te: bands(0.3 * share), tb: bands(0.01 * share), correlation: flat(0.35) }),
    overall: { ratio: around(2), ...(te && { correlation: around(0.35) }) },
  })
  return { ell, leakage: ell.map(() => 0.01), original: modes(1), reconstruction: modes(0.5), sample: modes(0.7) }
}
