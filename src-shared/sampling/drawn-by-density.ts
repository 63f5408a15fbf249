import { uniform, type RandomState } from '../random/index.ts'

/** One of several points, drawn in proportion to their densities. @param logDensities up to a constant */
export function drawnByDensity<T>(points: readonly T[], logDensities: readonly number[], random: RandomState): T {
  const greatest = Math.max(...logDensities)
  const densities = logDensities.map((value) => Math.exp(value - greatest))
  let left = uniform(random) * densities.reduce((sum, density) => sum + density, 0)
  // Rounding may leave a rest after the last.
  const at = densities.findIndex((density) => (left -= density) < 0)
  return points.at(at)!
}
