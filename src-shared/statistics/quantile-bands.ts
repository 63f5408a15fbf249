import { quantiles } from './quantile.ts'

/**
 * Probabilities of the median and quartiles, as in the paper's Figs. 3 and 4, and of the range of one standard
 * deviation.
 */
export const quartiles = [0.25, 0.5, 0.75] as const
export const oneSigma = [0.16, 0.5, 0.84] as const

/**
 * Quantiles of every column over a set of rows: of a bin over all histograms, of a band over all spectra. NaN values
 * are ignored; a column without values gives NaN.
 * @param rows of equal length
 * @returns for each probability, one value per column
 * @throws RangeError for rows of different lengths
 */
export function quantileBands(rows: readonly ArrayLike<number>[], shares: readonly number[]): Float64Array[] {
  const columns = rows.length === 0 ? 0 : rows[0].length
  const odd = rows.findIndex((row) => row.length !== columns)
  if (odd >= 0) throw new RangeError(`row ${odd} has ${rows[odd].length} values, the first one ${columns}`)
  const bands = shares.map(() => new Float64Array(columns))
  const column = new Float64Array(rows.length)
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows.length; i++) column[i] = rows[i][j]
    quantiles(column, shares).forEach((value, band) => (bands[band][j] = value))
  }
  return bands
}
