/** Largest residual of the solution, relative to the largest term of the right-hand side. */
const TOLERANCE = 1e-10

/**
 * Fills the missing pixels of a square picture by diffusion: inside a hole each is the mean of its neighbours (Laplace's
 * equation on the five-point stencil), with the values around the hole as its border; nothing flows through the edge of
 * the picture. Solved by conjugate gradients (Hestenes & Stiefel 1952) until the residual is below 1e-10 of the border
 * terms.
 * @param values [size, size]; filled in place where `good` is 0
 * @param good 1 where a pixel has a value; at least one must have
 */
export function fillHoles(values: Float64Array, good: Uint8Array, size: number): void {
  const holes = Uint32Array.from([...good.keys()].filter((i) => good[i] === 0))
  const unknown = new Int32Array(values.length).fill(-1)
  holes.forEach((pixel, k) => (unknown[pixel] = k))
  const level = meanOfGood(values, good)

  /** Applies the equations to `x`; without `x`, gives their right-hand side. Values are relative to their mean. */
  const apply = (x: Float64Array | null, out: Float64Array) => {
    for (let k = 0; k < holes.length; k++) {
      const pixel = holes[k]
      const column = pixel % size
      let [neighbours, sum] = [0, 0]
      const visit = (at: number) => {
        neighbours++
        const other = unknown[at]
        if (x !== null && other >= 0) sum += x[other]
        if (x === null && other < 0) sum += values[at] - level
      }
      if (column > 0) visit(pixel - 1)
      if (column < size - 1) visit(pixel + 1)
      if (pixel >= size) visit(pixel - size)
      if (pixel < values.length - size) visit(pixel + size)
      out[k] = x === null ? sum : neighbours * x[k] - sum
    }
  }
  const solution = conjugateGradients(apply, holes.length)
  holes.forEach((pixel, k) => (values[pixel] = level + solution[k]))
}

function conjugateGradients(apply: (x: Float64Array | null, out: Float64Array) => void, count: number): Float64Array {
  const x = new Float64Array(count)
  const residual = new Float64Array(count)
  const product = new Float64Array(count)
  apply(null, residual)
  const direction = residual.slice()
  const enough = TOLERANCE * largest(residual)
  let squares = dot(residual, residual)
  // In exact arithmetic it ends after `count` steps; twice as many leave room for rounding.
  for (let step = 0; step < 2 * count + 10 && largest(residual) > enough; step++) {
    apply(direction, product)
    const length = squares / dot(direction, product)
    for (let k = 0; k < count; k++) {
      x[k] += length * direction[k]
      residual[k] -= length * product[k]
    }
    const before = squares
    squares = dot(residual, residual)
    for (let k = 0; k < count; k++) direction[k] = residual[k] + (squares / before) * direction[k]
  }
  return x
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

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
