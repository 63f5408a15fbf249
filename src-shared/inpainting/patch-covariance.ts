import { signsOf, type Channel } from '../sky/channels.ts'
import { addRowProducts } from '../statistics/row-products.ts'

/**
 * Collects mean and covariance of all values of training patches. Both are averaged over the eight turns and reflections
 * of the square: on average the sky prefers no direction, and a covariance of thousands of pixels from as many patches is
 * mostly noise otherwise.
 */
export interface CovarianceOfPatches {
  /** @param patches [count, size, size, channels] */
  add(patches: ArrayLike<number>): void
  /**
   * Mean [size² channels] and covariance [size² channels, size² channels] of the patches added, at least two.
   * @throws RangeError for fewer
   */
  result(): { mean: Float64Array; covariance: Float64Array }
}

/**
 * @param size pixels on a side of a patch
 * @param channels of the patches: Q and U turn with the square
 */
export function covarianceOfPatches(size: number, channels: readonly Channel[] = ['I']): CovarianceOfPatches {
  const pixels = size * size * channels.length
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
      const symmetries = symmetriesOfSquare(size, channels)
      const mean = new Float64Array(pixels)
      for (const { moved, signs } of symmetries)
        moved.forEach((to, i) => (mean[to] += (signs[i] * sum[i]) / count / symmetries.length))
      const covariance = new Float64Array(pixels * pixels)
      for (let i = 0; i < pixels; i++) {
        for (let j = i; j < pixels; j++) {
          const product = products[i * pixels + j] / symmetries.length
          for (const { moved, signs } of symmetries) {
            const [a, b] = [moved[i], moved[j]]
            const value = signs[i] * signs[j] * product
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

/** Where each value comes to lie in each of the eight turns and reflections, and its sign there. */
function symmetriesOfSquare(size: number, channels: readonly Channel[]): { moved: Int32Array; signs: Int8Array }[] {
  const last = size - 1
  const width = channels.length
  return [0, 1, 2, 3, 4, 5, 6, 7].map((symmetry) => {
    const [flipsColumns, flipsRows, swaps] = [1, 2, 4].map((bit) => (symmetry & bit) !== 0)
    const moved = Int32Array.from({ length: size * size * width }, (_, at) => {
      const pixel = Math.floor(at / width)
      const [row, column] = [Math.floor(pixel / size), pixel % size]
      const [down, across] = swaps ? [column, row] : [row, column]
      return ((flipsRows ? last - down : down) * size + (flipsColumns ? last - across : across)) * width + (at % width)
    })
    const signs = Int8Array.from({ length: size * size * width }, (_, at) => {
      const { flip, swap } = signsOf[channels[at % width]]
      return (flipsColumns === flipsRows ? 1 : flip) * (swaps ? swap : 1)
    })
    return { moved, signs }
  })
}
