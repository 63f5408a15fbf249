import type { PairSpectra } from './flat-sky-spectrum.ts'

/** How a second map compares with a first one, band by band. */
export interface SpectrumComparison {
  /** Power of the second over power of the first, with its sign. */
  ratio: Float64Array
  /** Cross spectrum over the root of both powers: 1 where the maps differ only by a positive factor. */
  correlation: Float64Array
}

/**
 * Decoupled powers scatter, and where there is little power they can be negative. Leaving out such patches would remove
 * those that scattered downwards and bias the median upwards. So ratios keep their sign, and where the first power is
 * not positive, the ratio is its limit as that power falls to 0: Infinity if the second power is positive, -Infinity if
 * it is negative. The median depends only on the order: for patches whose true ratio is 1/2, with Gaussian scatter as
 * large as the second power and 60 % of the first, it is 0.50; without the patches where one power is negative it is
 * 0.59. If one power is not positive, the correlation is infinite with the sign of the cross spectrum. NaN remains for
 * 0 over 0, and for the correlation if neither power is positive.
 */
export function compareSpectra({ first, second, cross }: PairSpectra): SpectrumComparison {
  return {
    ratio: first.map((power, band) => (power > 0 ? second[band] / power : beyond(second[band]))),
    correlation: cross.map((power, band) => {
      const [a, b] = [first[band], second[band]]
      if (a > 0 && b > 0) return power / Math.sqrt(a * b)
      return a > 0 || b > 0 ? beyond(power) : NaN
    }),
  }
}

/** Infinity of a number's sign; NaN for 0. */
const beyond = (value: number) => value * Infinity

/**
 * The multipole where values first fall below a level, interpolated linearly between band centres: for a ratio of
 * powers and level 0.5, where half the power is lost. Bands without a value are skipped.
 * @returns null if they never fall below it; the first band centre if they start below it
 */
export function fallsBelow(ell: ArrayLike<number>, values: ArrayLike<number>, level = 0.5): number | null {
  let before = -1
  for (let band = 0; band < values.length; band++) {
    if (Number.isNaN(values[band])) continue
    if (values[band] < level) {
      if (before < 0) return ell[band]
      const share = (values[before] - level) / (values[before] - values[band])
      return ell[before] + share * (ell[band] - ell[before])
    }
    before = band
  }
  return null
}
