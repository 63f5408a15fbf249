import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { dot } from '../vector.ts'
import { lowerGram, lowerInverse } from './lower-triangle.ts'
import { matern52 } from './matern.ts'

/** Hyperparameters of a Gaussian process. */
export interface Hyperparameters {
  /** Prior variance of the function. */
  signal: number
  /** One for each dimension of x. */
  lengthScales: readonly number[]
  /** Variance of the noise on each value. */
  noise: number
  /** Prior variance of a constant added to the function: its unknown mean. Without it, the mean is 0. */
  offset?: number
}

/** Prediction of the function itself, without noise. */
export interface Prediction {
  mean: number
  variance: number
}

export interface PredictionWithGradients extends Prediction {
  /** With respect to x. */
  meanGradient: Float64Array
  varianceGradient: Float64Array
}

/** A Gaussian process, conditioned on data (Rasmussen & Williams 2006, Algorithm 2.1). */
export interface GaussianProcess {
  readonly hyperparameters: Hyperparameters
  /** ln p(y | x, hyperparameters), Eq. 2.30. */
  readonly logMarginalLikelihood: number
  predict(x: ArrayLike<number>): Prediction
  /** The mean of `predict` alone, which costs n operations; the variance costs n^2. */
  predictMean(x: ArrayLike<number>): number
  predictWithGradients(x: ArrayLike<number>): PredictionWithGradients
  /**
   * Gradient of the log marginal likelihood with respect to ln signal, ln of each length scale and ln noise (Eq. 5.9).
   */
  likelihoodGradient(): Float64Array
}

/**
 * @param points [n][dimensions]
 * @param values [n]
 * @throws RangeError if the lengths differ or the covariance is not positive definite: the noise is too small for points that nearly coincide
 */
export function conditionGaussianProcess(
  points: readonly ArrayLike<number>[],
  values: ArrayLike<number>,
  hyperparameters: Hyperparameters,
): GaussianProcess {
  const { signal, lengthScales, noise, offset = 0 } = hyperparameters
  const n = points.length
  const dimensions = lengthScales.length
  if (values.length !== n) throw new RangeError(`${n} points have ${values.length} values`)
  const scaled = (x: ArrayLike<number>) => Float64Array.from(lengthScales, (scale, d) => x[d] / scale)
  const scaledPoints = points.map(scaled)
  const covariance = Matrix.zeros(n, n)
  for (let i = 0; i < n; i++) {
    covariance.set(i, i, offset + signal + noise)
    for (let j = 0; j < i; j++) {
      const k = offset + signal * matern52(distance(scaledPoints[i], scaledPoints[j])).value
      covariance.set(i, j, k)
      covariance.set(j, i, k)
    }
  }
  const cholesky = new CholeskyDecomposition(covariance)
  if (!cholesky.isPositiveDefinite()) {
    throw new RangeError('the covariance of the points is not positive definite; their noise is too small')
  }
  const lower = cholesky.lowerTriangularMatrix
  const weights = cholesky.solve(Matrix.columnVector(values)).getColumn(0)
  let logDeterminant = 0
  for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(lower.get(i, i))
  // Computed on demand: a fit compares many processes by their likelihoods, which need no inverse.
  let inverse: Matrix | undefined
  const inverted = () => (inverse ??= lowerInverse(lower))
  let rows: Float64Array[] | undefined
  const invertedRows = () => (rows ??= Array.from({ length: n }, (_, i) => Float64Array.from(inverted().getRow(i))))
  const correlations = (x: ArrayLike<number>) => {
    const at = scaled(x)
    return scaledPoints.map((point) => matern52(distance(at, point)))
  }

  return {
    hyperparameters,
    logMarginalLikelihood: -0.5 * (dot(values, weights) + logDeterminant + n * Math.log(2 * Math.PI)),

    predict(x) {
      const covariances = correlations(x).map(({ value }) => offset + signal * value)
      const whitened = lowerProduct(invertedRows(), covariances)
      return { mean: dot(covariances, weights), variance: Math.max(0, offset + signal - dot(whitened, whitened)) }
    },

    predictMean(x) {
      const at = scaled(x)
      let sum = 0
      for (let i = 0; i < n; i++) sum += weights[i] * (offset + signal * matern52(distance(at, scaledPoints[i])).value)
      return sum
    },

    predictWithGradients(x) {
      const correlated = correlations(x)
      const covariances = correlated.map(({ value }) => offset + signal * value)
      const whitened = lowerProduct(invertedRows(), covariances)
      const solved = transposedProduct(invertedRows(), whitened)
      const meanGradient = new Float64Array(dimensions)
      const varianceGradient = new Float64Array(dimensions)
      for (let i = 0; i < n; i++) {
        for (let d = 0; d < dimensions; d++) {
          const slope = (signal * correlated[i].slope * (x[d] - points[i][d])) / lengthScales[d] ** 2
          meanGradient[d] += slope * weights[i]
          varianceGradient[d] -= 2 * slope * solved[i]
        }
      }
      const variance = Math.max(0, offset + signal - dot(whitened, whitened))
      return { mean: dot(covariances, weights), variance, meanGradient, varianceGradient }
    },

    likelihoodGradient() {
      const precision = lowerGram(inverted())
      const gradient = new Float64Array(dimensions + 2)
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          // Half the trace of (a a' - K^-1) dK; off-diagonal elements count twice.
          const outer = (weights[i] * weights[j] - precision.get(i, j)) * (i === j ? 0.5 : 1)
          const [a, b] = [scaledPoints[i], scaledPoints[j]]
          const { value, slope } = matern52(distance(a, b))
          gradient[0] += outer * signal * value
          for (let d = 0; d < dimensions; d++) gradient[1 + d] -= outer * signal * slope * (a[d] - b[d]) ** 2
          if (i === j) gradient[dimensions + 1] += outer * noise
        }
      }
      return gradient
    },
  }
}

/** The product of a lower triangular matrix, by rows, with a vector. */
function lowerProduct(rows: readonly Float64Array[], vector: ArrayLike<number>): Float64Array {
  return Float64Array.from(rows, (row, i) => {
    let sum = 0
    for (let j = 0; j <= i; j++) sum += row[j] * vector[j]
    return sum
  })
}

/** The product of its transpose with a vector. */
function transposedProduct(rows: readonly Float64Array[], vector: ArrayLike<number>): Float64Array {
  const product = new Float64Array(rows.length)
  rows.forEach((row, i) => {
    for (let j = 0; j <= i; j++) product[j] += row[j] * vector[i]
  })
  return product
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += (a[d] - b[d]) ** 2
  return Math.sqrt(sum)
}
