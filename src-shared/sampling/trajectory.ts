import type { Evaluation } from '../optimize/index.ts'
import type { RandomState } from '../random/index.ts'
import { kineticEnergy, type Mass } from './mass.ts'

/**
 * Minus the logarithm of a density, up to a constant, with its gradient, of several points at once; in the same order.
 * A value that is not finite is a density of 0.
 */
export type PotentialEnergy = (points: readonly Float64Array[]) => Promise<readonly Evaluation[]>

/** Where a chain is. */
export interface Place extends Evaluation {
  x: Float64Array
}

export async function placesAt(energyOf: PotentialEnergy, points: readonly Float64Array[]): Promise<Place[]> {
  const evaluations = await energyOf(points)
  return points.map((x, i) => ({ x, value: evaluations[i].value, gradient: evaluations[i].gradient }))
}

export interface TrajectoryOptions {
  mass: Mass
  stepSize: number
  /** Leapfrog steps, at least 1. */
  steps: number
  random: RandomState
}

/**
 * Moves chains along Hamiltonian dynamics by the leapfrog method (Neal 2011, Eq. 2.28 to 2.30), each with a new momentum,
 * all of them together.
 * @returns where they end, and by how much the total energy of each has grown; NaN or infinite if it left what is finite
 */
export async function moveAlong(
  energyOf: PotentialEnergy,
  from: readonly Place[],
  { mass, stepSize, steps, random }: TrajectoryOptions,
): Promise<{ ends: Place[]; errors: number[] }> {
  const momenta = from.map(() => mass.momentum(random))
  const before = momenta.map((p, i) => from[i].value + kineticEnergy(mass, p))
  let places: Place[] = [...from]
  const push = (length: number) =>
    momenta.forEach((p, i) => {
      const { gradient } = places[i]
      for (let k = 0; k < p.length; k++) p[k] -= length * gradient[k]
    })
  push(stepSize / 2)
  for (let step = 1; step <= steps; step++) {
    const points = momenta.map((p, i) => {
      const velocity = mass.velocity(p)
      return places[i].x.map((x, k) => x + stepSize * velocity[k])
    })
    places = await placesAt(energyOf, points)
    push(step < steps ? stepSize : stepSize / 2)
  }
  const errors = momenta.map((p, i) => places[i].value + kineticEnergy(mass, p) - before[i])
  return { ends: places, errors }
}
