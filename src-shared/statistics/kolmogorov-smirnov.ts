import { Matrix } from 'ml-matrix'
import { normalCdf } from './normal-distribution.ts'

export interface KolmogorovSmirnov {
  /** Largest distance between the two distribution functions. */
  distance: number
  /** Exact probability of a distance at least as large if the distributions are equal. */
  pValue: number
}

/**
 * Two-sample test. The p-value counts lattice paths that leave the band of the distance (Hodges 1958), in `n * m`
 * steps: practical for samples of thousands. Ties are treated as if there were none. NaN values are ignored.
 * @throws RangeError for an empty sample
 */
export function compareSamples(first: ArrayLike<number>, second: ArrayLike<number>): KolmogorovSmirnov {
  const [a, b] = [ascending(first), ascending(second)]
  const [n, m] = [a.length, b.length]
  // Distances are multiples of 1 / (n m), so integers keep the comparison with the band exact.
  let distance = 0
  for (let i = 0, j = 0; i < n && j < m;) {
    const value = Math.min(a[i], b[j])
    while (i < n && a[i] === value) i++
    while (j < m && b[j] === value) j++
    distance = Math.max(distance, Math.abs(i * m - j * n))
  }
  return { distance: distance / (n * m), pValue: pathsOutside(n, m, distance) }
}

/** Fraction of lattice paths from (0, 0) to (n, m) that touch |i m - j n| >= distance. */
function pathsOutside(n: number, m: number, distance: number): number {
  if (distance === 0) return 1
  // outside[j]: fraction of paths to (i, j) that have been outside.
  const outside = new Float64Array(m + 1)
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (Math.abs(i * m - j * n) >= distance) outside[j] = 1
      else if (i + j === 0) outside[j] = 0
      else outside[j] = (i * (i > 0 ? outside[j] : 0) + j * (j > 0 ? outside[j - 1] : 0)) / (i + j)
    }
  }
  return outside[m]
}

/**
 * One-sample test against the normal distribution N(0, 1). NaN values are ignored.
 * @throws RangeError for an empty sample
 */
export function compareWithNormal(sample: ArrayLike<number>): KolmogorovSmirnov {
  const values = ascending(sample)
  const n = values.length
  let distance = 0
  for (let i = 0; i < n; i++) {
    const expected = normalCdf(values[i])
    distance = Math.max(distance, (i + 1) / n - expected, expected - i / n)
  }
  return { distance, pValue: kolmogorovSurvival(n, distance) }
}

/**
 * P(D_n >= d) of the two-sided statistic of n values. In the tail, twice the exact one-sided probability, which agrees
 * to better than 1e-9 there (Simard & L'Ecuyer 2011); elsewhere Durbin's matrix in the form of Marsaglia, Tsang & Wang
 * 2003.
 */
export function kolmogorovSurvival(n: number, d: number): number {
  if (d <= 0.5 / n) return 1
  if (d >= 1) return 0
  return n * d * d >= tail ? Math.min(1, 2 * oneSidedSurvival(n, d)) : 1 - kolmogorovCdf(n, d)
}

/** n d^2 above which the probability of exceeding d on both sides is negligible. */
const tail = 4

/** Birnbaum & Tingey 1951: d sum over j of C(n, j) (d + j / n)^(j - 1) (1 - d - j / n)^(n - j). */
function oneSidedSurvival(n: number, d: number): number {
  let sum = 0
  let logBinomial = 0
  for (let j = 0; j <= Math.floor(n * (1 - d)); j++) {
    const rest = 1 - d - j / n
    if (rest > 0) sum += Math.exp(logBinomial + (j - 1) * Math.log(d + j / n) + (n - j) * Math.log(rest))
    logBinomial += Math.log((n - j) / (j + 1))
  }
  return d * sum
}

/** P(D_n < d): the middle element of Durbin's matrix to the n, times n! / n^n. */
function kolmogorovCdf(n: number, d: number): number {
  const k = Math.floor(n * d) + 1
  const size = 2 * k - 1
  const h = k - n * d
  const inverseFactorial = new Float64Array(size + 1).fill(1)
  for (let i = 1; i <= size; i++) inverseFactorial[i] = inverseFactorial[i - 1] / i
  const element = (row: number, column: number) => {
    const steps = row - column + 1
    if (steps < 0) return 0
    let value = 1
    if (column === 0) value -= h ** (row + 1)
    if (row === size - 1) value -= h ** (size - column)
    if (column === 0 && row === size - 1 && 2 * h > 1) value += (2 * h - 1) ** size
    return value * inverseFactorial[steps]
  }
  const step = Matrix.zeros(size, size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) step.set(row, column, element(row, column))
  }
  // Power by squaring, with the scale kept separately to avoid overflow.
  let [power, powerScale] = [Matrix.eye(size), 0]
  let [square, squareScale] = [step, 0]
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      power = power.mmul(square)
      powerScale += squareScale
    }
    if (left > 1) {
      square = square.mmul(square)
      squareScale *= 2
    }
    for (const [matrix, raise] of [
      [power, (by: number) => (powerScale += by)],
      [square, (by: number) => (squareScale += by)],
    ] as const) {
      const middle = matrix.get(k - 1, k - 1)
      if (middle > 1e100) {
        matrix.mul(1e-100)
        raise(100)
      }
    }
  }
  let logFactorial = 0
  for (let i = 1; i <= n; i++) logFactorial += Math.log(i / n)
  return power.get(k - 1, k - 1) * Math.exp(logFactorial + powerScale * Math.LN10)
}

function ascending(sample: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(sample)
    .filter((value) => !Number.isNaN(value))
    .sort()
  if (values.length === 0) throw new RangeError('a sample without any value has no distribution')
  return values
}
