/**
 * Solves M x = b for a sparse symmetric positive definite matrix by Cholesky's decomposition within the envelope: of
 * each row, only what lies between its first entry and the diagonal is stored and computed (George & Liu 1981, Ch. 4).
 * Exact up to rounding, however badly the matrix is conditioned for an iteration.
 * @param rows of each row, its entries on and below the diagonal, as pairs of column and value
 * @throws RangeError if the matrix is not positive definite
 */
export function solveInEnvelope(
  rows: readonly (readonly (readonly [column: number, value: number])[])[],
  b: Float64Array,
): Float64Array {
  const count = rows.length
  const first = Int32Array.from(rows, (entries, i) => entries.reduce((least, [column]) => Math.min(least, column), i))
  const lower = rows.map((entries, i) => {
    const row = new Float64Array(i - first[i] + 1)
    for (const [column, value] of entries) row[column - first[i]] += value
    return row
  })
  const x = b.slice()
  for (let i = 0; i < count; i++) {
    const row = lower[i]
    for (let j = first[i]; j <= i; j++) {
      const other = lower[j]
      let sum = row[j - first[i]]
      for (let k = Math.max(first[i], first[j]), p = k - first[i], q = k - first[j]; k < j; k++, p++, q++)
        sum -= row[p] * other[q]
      if (j < i) row[j - first[i]] = sum / other[j - first[j]]
      else if (sum > 0) row[j - first[i]] = Math.sqrt(sum)
      else throw new RangeError(`The matrix is not positive definite: row ${i} has nothing left on its diagonal.`)
    }
    for (let k = first[i]; k < i; k++) x[i] -= row[k - first[i]] * x[k]
    x[i] /= row[i - first[i]]
  }
  for (let i = count - 1; i >= 0; i--) {
    const row = lower[i]
    x[i] /= row[i - first[i]]
    for (let k = first[i]; k < i; k++) x[k] -= row[k - first[i]] * x[i]
  }
  return x
}
