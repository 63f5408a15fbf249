import { conjugateGradients, type SymmetricProduct } from '../linear/conjugate-gradients.ts'

/** Largest residual of the solution, relative to the largest term of the right-hand side. */
const TOLERANCE = 1e-10

/** How many pixels count as the neighbours of one: those beside it, or those at its corners too. */
export type Neighbours = 4 | 8

/**
 * Fills the missing pixels of a square picture by diffusion: inside a hole each is the mean of its neighbours (Laplace's
 * equation), with the values around the hole as its border; nothing flows through the edge of the picture. Solved by
 * conjugate gradients until the residual is below 1e-10 of the border terms.
 * @param values [size, size]; filled in place where `good` is 0
 * @param good 1 where a pixel has a value; at least one must have
 */
export function fillHoles(values: Float64Array, good: Uint8Array, size: number, neighbours: Neighbours = 4): void {
  const holes = Uint32Array.from([...good.keys()].filter((i) => good[i] === 0))
  const unknown = new Int32Array(values.length).fill(-1)
  holes.forEach((pixel, k) => (unknown[pixel] = k))
  const level = meanOfGood(values, good)

  const border = new Float64Array(holes.length)
  const inHole: Int32Array[] = []
  const degrees = new Uint8Array(holes.length)
  holes.forEach((pixel, k) => {
    const others = around(pixel, size, neighbours)
    degrees[k] = others.length
    inHole.push(Int32Array.from(others, (other) => unknown[other]).filter((other) => other >= 0))
    // Relative to the mean, so that a level far from 0 costs no digits.
    for (const other of others) if (unknown[other] < 0) border[k] += values[other] - level
  })
  const equations: SymmetricProduct = (x, out) => {
    for (let k = 0; k < out.length; k++) {
      let sum = 0
      for (const other of inHole[k]) sum += x[other]
      out[k] = degrees[k] * x[k] - sum
    }
  }
  const { x } = conjugateGradients(equations, border, { tolerance: TOLERANCE })
  holes.forEach((pixel, k) => (values[pixel] = level + x[k]))
}

/** The neighbours of a pixel that lie in the picture. */
function around(pixel: number, size: number, neighbours: Neighbours): number[] {
  const [row, column] = [Math.floor(pixel / size), pixel % size]
  const found: number[] = []
  for (let y = Math.max(0, row - 1); y <= Math.min(size - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(size - 1, column + 1); x++) {
      const steps = Math.abs(y - row) + Math.abs(x - column)
      if (steps === 1 || (steps === 2 && neighbours === 8)) found.push(y * size + x)
    }
  }
  return found
}

function meanOfGood(values: Float64Array, good: Uint8Array): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < values.length; i++)
    if (good[i]) {
      sum += values[i]
      count++
    }
  return sum / count
}
