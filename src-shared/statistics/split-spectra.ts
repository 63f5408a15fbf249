import { symmetric, type FieldEstimator, type NamedPowers, type SkyField } from './field-spectra.ts'

/** Spectra of a sky from maps of it with independent noise. */
export interface SplitSpectra {
  /** Pairs of different splits. */
  pairs: number
  /** Mean over the pairs: without a noise bias. */
  mean: NamedPowers
  /** Standard deviation over the pairs, with n - 1; null for a single pair. */
  scatter: NamedPowers | null
  /** Noise power of one split: the mean of the splits' own spectra minus `mean`. */
  noise: NamedPowers
}

/**
 * The mean cross-spectrum of all pairs of splits of the data (half missions, detector sets, years; Tristram et al.
 * 2005): noise that they do not share adds nothing to it on average. Pairs that share a split are not independent, so
 * the scatter over the square root of the number of pairs is less than the error of the mean.
 * @param splits two or more
 */
export function splitSpectra({ between }: FieldEstimator, splits: readonly SkyField[]): SplitSpectra {
  const crosses = splits.flatMap((first, i) => splits.slice(i + 1).map((second) => symmetric(between(first, second))))
  const mean = meanOf(crosses)
  const own = meanOf(splits.map((split) => symmetric(between(split, split))))
  const pairs = crosses.length
  const deviation = (name: string, band: number) =>
    Math.sqrt(crosses.reduce((sum, powers) => sum + (powers[name][band] - mean[name][band]) ** 2, 0) / (pairs - 1))
  return {
    pairs,
    mean,
    scatter: pairs < 2 ? null : mapPowers(mean, (_, name, band) => deviation(name, band)),
    noise: minus(own, mean),
  }
}

/** The mean of spectra of the same names. */
export const meanOf = (all: readonly NamedPowers[]): NamedPowers =>
  mapPowers(all[0], (_, name, band) => all.reduce((sum, powers) => sum + powers[name][band], 0) / all.length)

/** Spectra without a noise bias, or anything else to be subtracted. */
export const minus = (powers: NamedPowers, bias: NamedPowers): NamedPowers =>
  mapPowers(powers, (value, name, band) => value - bias[name][band])

const mapPowers = (powers: NamedPowers, of: (value: number, name: string, band: number) => number): NamedPowers =>
  Object.fromEntries(
    Object.entries(powers).map(([name, values]) => [name, values.map((value, band) => of(value, name, band))]),
  )
