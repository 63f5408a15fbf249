import { Matrix, solve } from 'ml-matrix'

/** Shares of means below this are left out. */
const least = 1e-4

/**
 * The smoothest picture whose blocks of pixels have given means: along rows and columns alike, the one of least squared
 * second differences (a histospline: Boneva, Kendall & Stefanov 1971). Waves that the means resolve well come out as they
 * are; averaged over blocks it is the means again.
 * @param size of the picture, and `side` of the means, which divides it
 * @returns writes the picture of means [side, side] into `out` [size, size]
 */
export function meansSpreader(size: number, side: number): (means: Float32Array, out: Float32Array) => void {
  if (side === size) return (means, out) => out.set(means)
  const shares = sharesOfMeans(size, side)
  const along = new Float64Array(side * size)
  return (means, out) => {
    for (let row = 0; row < side; row++)
      for (let x = 0; x < size; x++) {
        const { first, weights } = shares[x]
        let sum = 0
        for (let k = 0; k < weights.length; k++) sum += weights[k] * means[row * side + first + k]
        along[row * size + x] = sum
      }
    for (let y = 0; y < size; y++) {
      const { first, weights } = shares[y]
      for (let x = 0; x < size; x++) {
        let sum = 0
        for (let k = 0; k < weights.length; k++) sum += weights[k] * along[(first + k) * size + x]
        out[y * size + x] = sum
      }
    }
  }
}

interface Shares {
  /** Number of the first mean that counts. */
  first: number
  weights: Float64Array
}

/** What each mean of a line adds to each pixel: the solution of the constrained least squares with Lagrange's multipliers. */
function sharesOfMeans(size: number, side: number): Shares[] {
  const block = size / side
  const system = Matrix.zeros(size + side, size + side)
  for (let i = 0; i + 2 < size; i++)
    for (const [a, x] of [1, -2, 1].entries())
      for (const [b, y] of [1, -2, 1].entries()) system.set(i + a, i + b, system.get(i + a, i + b) + x * y)
  for (let i = 0; i < size; i++) {
    const mean = size + Math.floor(i / block)
    system.set(i, mean, 1 / block)
    system.set(mean, i, 1 / block)
  }
  const means = Matrix.zeros(size + side, side)
  for (let i = 0; i < side; i++) means.set(size + i, i, 1)
  const solution = solve(system, means)
  return Array.from({ length: size }, (_, pixel) => {
    const row = solution.getRow(pixel)
    const first = row.findIndex((share) => Math.abs(share) > least)
    const last = row.findLastIndex((share) => Math.abs(share) > least)
    return { first, weights: Float64Array.from(row.slice(first, last + 1)) }
  })
}
