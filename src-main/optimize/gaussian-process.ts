import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { matern52 } from './matern.ts'

/** What a Gaussian process is before it has seen data. */
export interface Hyperparameters {
  /** Prior variance of the function. */
  signal: number
  /** One for each dimension of x. */
  lengthScales: readonly number[]
  /** Variance of the noise on each value. */
  noise: number
}

export interface Prediction {
  /** Of the function itself, without noise. */
  mean: number
  variance: number
  /** By x. */
  meanGradient: Float64Array
  varianceGradient: Float64Array
}

/** A Gaussian process with mean 0, conditioned on data (Rasmussen & Williams 2006, Algorithm 2.1). */
export interface GaussianProcess {
  readonly hyperparameters: Hyperparameters
  /** ln p(y | x, hyperparameters), Eq. 2.30. */
  readonly logMarginalLikelihood: number
  predict(x: ArrayLike<number>): Prediction
  /** Gradient of the log marginal likelihood by ln signal, ln of each length scale, ln noise (Eq. 5.9). */
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
  const { signal, lengthScales, noise } = hyperparameters
  const n = points.length
  const dimensions = lengthScales.length
  if (values.length !== n) throw new RangeError(`${n} points have ${values.length} values`)
  const covariance = Matrix.zeros(n, n)
  for (let i = 0; i < n; i++) {
    covariance.set(i, i, signal + noise)
    for (let j = 0; j < i; j++) {
      const k = signal * matern52(scaledDistance(points[i], points[j], lengthScales)).value
      covariance.set(i, j, k)
      covariance.set(j, i, k)
    }
  }
  const cholesky = new CholeskyDecomposition(covariance)
  if (!cholesky.isPositiveDefinite()) {
    throw new RangeError('the covariance of the points is not positive definite; their noise is too small')
  }
  const lower = cholesky.lowerTriangularMatrix
  const weights = cholesky.solve(Matrix.columnVector(values)).to1DArray()
  let logDeterminant = 0
  let fit = 0
  for (let i = 0; i < n; i++) {
    logDeterminant += 2 * Math.log(lower.get(i, i))
    fit += values[i] * weights[i]
  }

  return {
    hyperparameters,
    logMarginalLikelihood: -0.5 * (fit + logDeterminant + n * Math.log(2 * Math.PI)),

    predict(x) {
      const covariances = new Float64Array(n)
      const slopes = Array.from({ length: dimensions }, () => new Float64Array(n))
      for (let i = 0; i < n; i++) {
        const { value, slope } = matern52(scaledDistance(x, points[i], lengthScales))
        covariances[i] = signal * value
        for (let d = 0; d < dimensions; d++) {
          slopes[d][i] = (signal * slope * (x[d] - points[i][d])) / lengthScales[d] ** 2
        }
      }
      const solved = cholesky.solve(Matrix.columnVector(covariances)).to1DArray()
      return {
        mean: dot(covariances, weights),
        variance: Math.max(0, signal - dot(covariances, solved)),
        meanGradient: Float64Array.from(slopes, (slope) => dot(slope, weights)),
        varianceGradient: Float64Array.from(slopes, (slope) => -2 * dot(slope, solved)),
      }
    },

    likelihoodGradient() {
      const inverse = cholesky.solve(Matrix.eye(n))
      const gradient = new Float64Array(dimensions + 2)
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          // Half the trace of (a a' - K^-1) dK; an element off the diagonal stands for two.
          const outer = (weights[i] * weights[j] - inverse.get(i, j)) * (i === j ? 0.5 : 1)
          const { value, slope } = matern52(scaledDistance(points[i], points[j], lengthScales))
          gradient[0] += outer * signal * value
          for (let d = 0; d < dimensions; d++) {
            gradient[1 + d] -= outer * signal * slope * ((points[i][d] - points[j][d]) / lengthScales[d]) ** 2
          }
          if (i === j) gradient[dimensions + 1] += outer * noise
        }
      }
      return gradient
    },
  }
}

function scaledDistance(a: ArrayLike<number>, b: ArrayLike<number>, lengthScales: readonly number[]): number {
  let sum = 0
  for (let d = 0; d < lengthScales.length; d++) sum += ((a[d] - b[d]) / lengthScales[d]) ** 2
  return Math.sqrt(sum)
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
