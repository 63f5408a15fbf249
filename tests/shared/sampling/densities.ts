import type { Evaluation } from '../../../src-shared/optimize/index.ts'
import type { PotentialEnergy } from '../../../src-shared/sampling/trajectory.ts'

const ofEach =
  (energy: (x: Float64Array) => Evaluation): PotentialEnergy =>
  async (points) =>
    points.map(energy)

/** A Gaussian with mean 1 in every coordinate and this precision matrix. */
export const gaussian = (precision: readonly (readonly number[])[]): PotentialEnergy =>
  ofEach((x) => {
    const apart = x.map((value) => value - 1)
    const gradient = precision.map((row) => row.reduce((sum, value, k) => sum + value * apart[k], 0))
    return { value: gradient.reduce((sum, value, k) => sum + value * apart[k], 0) / 2, gradient }
  })

/**
 * Neal's funnel (2003): v ~ N(0, width^2), and two x_i ~ N(0, exp(v)). The mean of x_i^2 is exp(width^2 / 2), and that of v^2
 * is width^2.
 */
export const funnel = (width: number): PotentialEnergy =>
  ofEach(([v, ...x]) => {
    const squares = x.reduce((sum, value) => sum + value * value, 0) * Math.exp(-v)
    return {
      value: v ** 2 / (2 * width ** 2) + squares / 2 + (x.length * v) / 2,
      gradient: [v / width ** 2 - squares / 2 + x.length / 2, ...x.map((value) => value * Math.exp(-v))],
    }
  })

/** N(0, 1) for x < bound, and no finite energy beyond. */
export const cutGaussian = (bound: number): PotentialEnergy =>
  ofEach(([x]) => (x < bound ? { value: x ** 2 / 2, gradient: [x] } : { value: NaN, gradient: [NaN] }))
