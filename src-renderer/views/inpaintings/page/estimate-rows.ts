import type { Estimate, EstimateArray } from '../../../../src-preload/contract/index.ts'

/** A row of pictures of estimates: what it is called, and what it shows. */
export interface EstimateRow {
  array: EstimateArray
  label: string
  hint: string
}

const rows: readonly EstimateRow[] = [
  { array: 'filled', label: 'filled', hint: 'The data, with the hole filled by the estimate' },
  { array: 'residual', label: 'residual', hint: 'Original minus estimate' },
  { array: 'deviation', label: 'std', hint: 'Standard deviation of the estimate' },
  { array: 'sample', label: 'sample', hint: 'One realisation of the sky that agrees with the data' },
  { array: 'fill', label: 'everywhere', hint: 'The estimate everywhere, where the sky is seen as well' },
]
/** Without a hole nothing is filled: the estimate is one picture. */
const rowsOfWhole: readonly EstimateRow[] = [
  { array: 'filled', label: 'estimate', hint: 'The estimate of the patch' },
  ...rows.filter(({ array }) => array !== 'filled' && array !== 'fill'),
]

/** Whether a complete estimate has such a picture. */
export const hasPicture = ({ state, result }: Estimate, array: EstimateArray): boolean => {
  if (state !== 'complete' || !result) return false
  if (array === 'deviation') return result.coverage !== null
  return array !== 'sample' || result.samples > 0
}

/**
 * The rows that any of these estimates has, or those that all will have if none is complete.
 * @param whole whether all of their patches is seen
 */
export const rowsOf = (estimates: readonly Estimate[], whole: boolean): EstimateRow[] =>
  (whole ? rowsOfWhole : rows).filter(
    ({ array }) =>
      (array !== 'deviation' && array !== 'sample') || estimates.some((estimate) => hasPicture(estimate, array)),
  )
