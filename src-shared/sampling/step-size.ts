import { moveAlong, type Place, type PotentialEnergy, type TrajectoryOptions } from './trajectory.ts'

/** Probability that the end of a trajectory is accepted, given by how much its energy has grown (Metropolis). */
export const acceptanceOf = (error: number): number => (Number.isNaN(error) ? 0 : Math.min(1, Math.exp(-error)))

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Halvings or doublings that are tried, more than any scale needs. */
const mostTries = 60

/**
 * A step size of the right order: doubled or halved until the mean acceptance of single steps crosses one half (Hoffman &
 * Gelman 2014, Algorithm 4).
 */
export async function firstStepSize(
  energyOf: PotentialEnergy,
  places: readonly Place[],
  { first, ...options }: Pick<TrajectoryOptions, 'mass' | 'random'> & { first: number },
): Promise<number> {
  const acceptance = async (stepSize: number) => {
    const { errors } = await moveAlong(energyOf, places, { ...options, stepSize, steps: 1 })
    return meanOf(errors.map(acceptanceOf))
  }
  let stepSize = first
  const grows = (await acceptance(stepSize)) > 0.5
  for (let tries = 0; tries < mostTries; tries++) {
    stepSize *= grows ? 2 : 0.5
    if ((await acceptance(stepSize)) > 0.5 !== grows) break
  }
  return stepSize
}

/** A step size that is learned. */
export interface StepSize {
  /** The one to try next. */
  next(): number
  /** Takes the mean acceptance that the last one had. */
  learn(acceptance: number): void
  /** The one to keep: an average in which early tries have died away. */
  settled(): number
}

/**
 * Dual averaging (Nesterov 2009) of ln of the step size towards a mean acceptance, with the constants of Hoffman & Gelman
 * 2014, Sec. 3.2.1: it is drawn to ten times the first, and early tries count little.
 */
export function learnStepSize(first: number, target: number): StepSize {
  const [shrinkage, delay, decay] = [0.05, 10, 0.75]
  const centre = Math.log(10 * first)
  let [tries, lack, current, average] = [0, 0, Math.log(first), Math.log(first)]
  return {
    next: () => Math.exp(current),
    learn(acceptance) {
      tries++
      lack += (target - acceptance - lack) / (tries + delay)
      current = centre - (Math.sqrt(tries) / shrinkage) * lack
      average += tries ** -decay * (current - average)
    },
    settled: () => Math.exp(average),
  }
}
