import type { PairSpectra } from './flat-sky-spectrum.ts'

/** How a second map follows a first one, band by band. */
export interface SpectrumComparison {
  /** Power of the second over power of the first, with its sign. */
  ratio: Float64Array
  /** Cross spectrum over the root of both powers: 1 where the maps are the same but for a factor. */
  correlation: Float64Array
}

/**
 * Decoupled powers scatter, where there is little power below 0 too. A patch whose ratio were left out there would be one
 * whose picture scattered downwards, and the median of those that remain would be too high. So ratios keep their sign;
 * and where the first power is not positive, the patch lies beyond all ratios on the side to which it went as that power
 * fell through 0: at Infinity where the second power is positive, at -Infinity where it is negative. A median asks only
 * for the order: of patches whose true ratio is 1/2, with Gaussian scatter as large as the second power and 60 % of the
 * first, it is 0.50; 0.59 without the patches where one power is negative.
 * Correlations, whose root of powers has no sign, go to the side of the cross spectrum where one power is not positive.
 * NaN is left for 0 over 0, and for the correlation of two powers that are both not positive.
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
 * The multipole where values fall below a level for the first time, linear between the middles of bands: the scale to
 * which a reconstruction holds half of the power. Bands without a value are passed over.
 * @returns null where they never fall below it; the first middle where they begin below it
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
