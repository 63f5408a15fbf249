import { dot } from '../optimize/vector.ts'
import { normal, type RandomState } from '../random/index.ts'
import { solveLower, solveUpper } from '../linear/triangular.ts'

/** The mass matrix M of Hamiltonian dynamics; the best is the inverse covariance of what is sampled (Neal 2011, Sec. 4.1). */
export interface Mass {
  /** A momentum, drawn from N(0, M). */
  momentum(random: RandomState): Float64Array
  /** M^-1 p */
  velocity(p: Float64Array): Float64Array
}

/** p . M^-1 p / 2 */
export const kineticEnergy = (mass: Mass, p: Float64Array): number => dot(p, mass.velocity(p)) / 2

/** The diagonal M of 1 / variance. */
export function diagonalMass(variances: Float64Array): Mass {
  const widths = variances.map(Math.sqrt)
  return {
    momentum: (random) => widths.map((width) => normal(random) / width),
    velocity: (p) => p.map((value, i) => value * variances[i]),
  }
}

export const unitMass = (dimension: number): Mass => diagonalMass(new Float64Array(dimension).fill(1))

/** M = L L'. @param lower Cholesky's factor L, [dimension, dimension]; its lower triangle is read */
export function denseMass(lower: Float64Array, dimension: number): Mass {
  return {
    momentum(random) {
      const drawn = Float64Array.from({ length: dimension }, () => normal(random))
      return drawn.map((_, i) => {
        let sum = 0
        for (let j = 0; j <= i; j++) sum += lower[i * dimension + j] * drawn[j]
        return sum
      })
    },
    velocity(p) {
      const v = p.slice()
      solveLower(lower, dimension, v)
      solveUpper(lower, dimension, v)
      return v
    },
  }
}
