import { addRowProducts } from '../statistics/row-products.ts'

/**
 * Collects mean and covariance of all pixels of training patches. Both are averaged over the eight turns and reflections
 * of the square: on average the sky prefers no direction, and a covariance of thousands of pixels from as many patches is
 * mostly noise otherwise.
 */
export interface CovarianceOfPatches {
  /** @param patches [count, size, size] */
  add(patches: ArrayLike<number>): void
  /**
   * Mean [size²] and covariance [size², size²] of the patches added, at least two.
   * @throws RangeError for fewer
   */
  result(): { mean: Float64Array; covariance: Float64Array }
}

/** @param size pixels on a side of a patch */
export function covarianceOfPatches(size: number): CovarianceOfPatches {
  const pixels = size * size
  const products = new Float64Array(pixels * pixels)
  const sum = new Float64Array(pixels)
  let count = 0
  return {
    add(patches) {
      const added = patches.length / pixels
      const pixelRows = new Float64Array(patches.length)
      for (let k = 0; k < added; k++) {
        for (let i = 0; i < pixels; i++) {
          pixelRows[i * added + k] = patches[k * pixels + i]
          sum[i] += patches[k * pixels + i]
        }
      }
      addRowProducts(pixelRows, pixels, pixelRows, pixels, added, products)
      count += added
    },
    result() {
      if (count < 2) throw new RangeError(`A covariance needs at least two patches, not ${count}.`)
      const symmetries = symmetriesOfSquare(size)
      const mean = new Float64Array(pixels)
      for (const moved of symmetries) moved.forEach((to, i) => (mean[to] += sum[i] / count / symmetries.length))
      const covariance = new Float64Array(pixels * pixels)
      for (let i = 0; i < pixels; i++) {
        for (let j = i; j < pixels; j++) {
          const value = products[i * pixels + j] / symmetries.length
          for (const moved of symmetries) {
            const [a, b] = [moved[i], moved[j]]
            covariance[a * pixels + b] += value
            if (i !== j) covariance[b * pixels + a] += value
          }
        }
      }
      for (let i = 0, k = 0; i < pixels; i++) {
        for (let j = 0; j < pixels; j++, k++) covariance[k] = (covariance[k] - count * mean[i] * mean[j]) / (count - 1)
      }
      return { mean, covariance }
    },
  }
}

/** Where each pixel comes to lie in each of the eight turns and reflections. */
function symmetriesOfSquare(size: number): Int32Array[] {
  const last = size - 1
  const moves: ((row: number, column: number) => number)[] = [
    (row, column) => row * size + column,
    (row, column) => row * size + last - column,
    (row, column) => (last - row) * size + column,
    (row, column) => (last - row) * size + last - column,
    (row, column) => column * size + row,
    (row, column) => column * size + last - row,
    (row, column) => (last - column) * size + row,
    (row, column) => (last - column) * size + last - row,
  ]
  return moves.map((move) => {
    return Int32Array.from({ length: size * size }, (_, i) => move(Math.floor(i / size), i % size))
  })
}
