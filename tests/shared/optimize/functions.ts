import type { Evaluation } from '../../../src-shared/optimize/index.ts'

/** sum of 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2; minimum 0 at all ones. */
export function rosenbrock(x: Float64Array): Evaluation {
  const gradient = new Float64Array(x.length)
  let value = 0
  for (let i = 0; i + 1 < x.length; i++) {
    const bend = x[i + 1] - x[i] ** 2
    value += 100 * bend ** 2 + (1 - x[i]) ** 2
    gradient[i] += -400 * x[i] * bend - 2 * (1 - x[i])
    gradient[i + 1] += 200 * bend
  }
  return { value, gradient }
}

/** sum of c_i (x_i - 1)^2 / 2, c_i from 1 to `condition`, evenly spaced in the logarithm; minimum 0 at all ones. */
export function quadratic(n: number, condition: number) {
  return (x: Float64Array): Evaluation => {
    const curvature = Array.from(x, (_, i) => condition ** (i / (n - 1)))
    return {
      value: curvature.reduce((sum, c, i) => sum + 0.5 * c * (x[i] - 1) ** 2, 0),
      gradient: curvature.map((c, i) => c * (x[i] - 1)),
    }
  }
}

/** Beale's function (1958): the sum of (c_k - x + x y^k)^2; minimum 0 at (3, 0.5). */
export function beale([x, y]: Float64Array): Evaluation {
  let value = 0
  const gradient = [0, 0]
  ;[1.5, 2.25, 2.625].forEach((c, i) => {
    const k = i + 1
    const term = c - x + x * y ** k
    value += term ** 2
    gradient[0] += 2 * term * (y ** k - 1)
    gradient[1] += 2 * term * x * k * y ** (k - 1)
  })
  return { value, gradient }
}

/** Ridge-regularised logistic regression on features and labels that are sines of their indices. */
export function logistic(rows: number, columns: number, ridge: number) {
  const features = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => Math.sin(1 + 7 * i + 3 * j ** 2)),
  )
  const labels = features.map((_, i) => Math.sign(Math.sin(2 * i)))
  return (w: Float64Array): Evaluation => {
    const gradient = w.map((value) => ridge * value)
    let value = 0.5 * ridge * w.reduce((sum, v) => sum + v * v, 0)
    features.forEach((row, i) => {
      const margin = labels[i] * row.reduce((sum, feature, j) => sum + feature * w[j], 0)
      value += Math.log1p(Math.exp(-margin))
      row.forEach((feature, j) => (gradient[j] -= (labels[i] * feature) / (1 + Math.exp(margin))))
    })
    return { value, gradient }
  }
}
