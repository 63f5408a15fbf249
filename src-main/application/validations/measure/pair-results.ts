import type { PairResults } from '../../../../src-shared/validation/results.ts'
import type { PatchStatistics } from '../../../../src-shared/statistics/patch-statistics.ts'
import { compareSpectra, fallsBelow } from '../../../../src-shared/statistics/spectrum-comparison.ts'
import { bandsOver, quartilesOver } from './set-results.ts'

/**
 * How closely pictures follow the patches they stand for, one by one.
 * @param cross spectra between patches and pictures
 * @param errors mean square of patch minus picture, for each
 */
export function pairResults(
  ell: readonly number[],
  patches: readonly PatchStatistics[],
  pictures: readonly PatchStatistics[],
  cross: readonly Float64Array[],
  errors: readonly number[],
): PairResults {
  const compared = patches.map(({ spectrum }, i) =>
    compareSpectra({ first: spectrum, second: pictures[i].spectrum, cross: cross[i] }),
  )
  const ratio = bandsOver(compared.map((pair) => pair.ratio))
  const correlation = bandsOver(compared.map((pair) => pair.correlation))
  const falls = (values: readonly (number | null)[]) =>
    fallsBelow(
      ell,
      values.map((value) => value ?? NaN),
    )
  return {
    ratio,
    correlation,
    halfPower: falls(ratio.median),
    halfCorrelation: falls(correlation.median),
    meanSquaredError: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    meanSquaredErrors: quartilesOver(errors),
  }
}
