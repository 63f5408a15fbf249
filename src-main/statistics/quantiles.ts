import { StatisticsError } from './error.ts'

/**
 * Quantiles with linear interpolation between order statistics (Hyndman & Fan 1996, type 7; NumPy's default).
 * @param fractions each in [0, 1]
 * @throws StatisticsError `range` for no values or a fraction outside [0, 1]
 */
export function quantiles(values: ArrayLike<number>, fractions: readonly number[]): number[] {
  if (values.length === 0) throw new StatisticsError('range', 'Quantiles need at least one value.')
  const sorted = Float64Array.from(values).sort()
  return fractions.map((fraction) => {
    if (!(fraction >= 0 && fraction <= 1))
      throw new StatisticsError('range', `A quantile of ${fraction} does not exist; give a fraction from 0 to 1.`)
    const place = fraction * (sorted.length - 1)
    const below = Math.floor(place)
    const share = place - below
    return share === 0 ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below])
  })
}

/**
 * Quantiles of each column over many rows, such as each bin over the test set.
 * @returns [fraction][column]
 */
export function columnQuantiles(rows: readonly ArrayLike<number>[], fractions: readonly number[]): Float64Array[] {
  const columns = rows.length === 0 ? 0 : rows[0].length
  const result = fractions.map(() => new Float64Array(columns))
  for (let column = 0; column < columns; column++)
    quantiles(
      rows.map((row) => row[column]),
      fractions,
    ).forEach((value, i) => (result[i][column] = value))
  return result
}
