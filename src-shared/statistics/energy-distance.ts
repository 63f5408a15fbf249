/**
 * The energy distance of two samples of vectors (Szekely & Rizzo 2013, J. Stat. Plan. Inference 143, 1249):
 * E = 2 <|X - Y|> - <|X - X'|> - <|Y - Y'|>, each mean over all pairs, as the root of the energy coefficient
 * E / (2 <|X - Y|>): 0 for equal distributions and 1 for constants that differ, linear in a small shift as the
 * Kolmogorov-Smirnov distance is.
 * @param first rows of equal length; `second` too
 * @throws RangeError for an empty sample, or rows of different lengths
 */
export function energyDistance(first: readonly ArrayLike<number>[], second: readonly ArrayLike<number>[]): number {
  if (first.length === 0 || second.length === 0) throw new RangeError('a sample without any row has no distribution')
  const length = first[0].length
  if ([...first, ...second].some((row) => row.length !== length))
    throw new RangeError('rows of different lengths cannot be compared')
  const [a, b] = [flat(first, length), flat(second, length)]
  const between = meanDistance(a, b, length)
  if (between === 0) return 0
  const energy = 2 * between - meanDistance(a, a, length) - meanDistance(b, b, length)
  return Math.sqrt(Math.max(0, energy) / (2 * between))
}

function flat(rows: readonly ArrayLike<number>[], length: number): Float64Array {
  const all = new Float64Array(rows.length * length)
  rows.forEach((row, i) => all.set(row, i * length))
  return all
}

/** Mean Euclidean distance over all pairs of rows. */
function meanDistance(a: Float64Array, b: Float64Array, length: number): number {
  let sum = 0
  for (let i = 0; i < a.length; i += length) {
    for (let j = 0; j < b.length; j += length) {
      let squares = 0
      for (let k = 0; k < length; k++) {
        const difference = a[i + k] - b[j + k]
        squares += difference * difference
      }
      sum += Math.sqrt(squares)
    }
  }
  return sum / ((a.length / length) * (b.length / length))
}
