import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { JointSolution } from '../../../../src-shared/sky/whole-sky/solve-jointly.ts'

/**
 * The exact flow of Gaussian patches whose covariance falls as exp(-r^2 / 2 sigma^2): a product of two, along rows and
 * columns, so that with its eigenvectors along both the mean of all patches that a noisy one allows has a closed form.
 * @param size of the patches, and `sigma` in their pixels
 */
export function gaussianFlow(size: number, sigma: number): JointSolution['velocity'] {
  const length = size ** 2
  const covariances = Float64Array.from({ length }, (_, i) =>
    Math.exp(-((Math.floor(i / size) - (i % size)) ** 2) / (2 * sigma ** 2)),
  )
  const along = new EigenvalueDecomposition(Matrix.from1DArray(size, size, covariances), { assumeSymmetric: true })
  const powers = along.realEigenvalues.map((power) => Math.max(0, power))
  const vectors = along.eigenvectorMatrix
  const turned = vectors.transpose()
  return (x, t, patches) => {
    const v = new Float32Array(x.length)
    patches.forEach((_, at) => {
      const own = x.subarray(at * length, (at + 1) * length)
      const modes = turned.mmul(Matrix.from1DArray(size, size, own)).mmul(vectors)
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          const power = powers[i] * powers[j]
          modes.set(i, j, (modes.get(i, j) * t * power) / (t ** 2 * power + (1 - t) ** 2))
        }
      const end = vectors.mmul(modes).mmul(turned).to1DArray()
      for (let i = 0; i < length; i++) v[at * length + i] = (end[i] - own[i]) / (1 - t)
    })
    return v
  }
}
