import { integerBelow, uniform, type RandomState } from '../random/index.ts'
import { diagonalMass, unitMass, type Mass } from './mass.ts'
import { acceptanceOf, firstStepSize, learnStepSize, meanOf } from './step-size.ts'
import { moveAlong, placesAt, type PotentialEnergy } from './trajectory.ts'
import { measureVariances } from './variances.ts'

/** A trajectory whose energy has grown by more has left the dynamics that it follows (Carpenter et al. 2017, Stan). */
const divergence = 1000

export interface ChainProgress {
  /** From 1 to warmUp + draws. */
  iteration: number
  isWarmUp: boolean
  /** Mean over chains of the probability that this iteration's ends are accepted. */
  acceptance: number
  stepSize: number
}

export interface HamiltonianOptions {
  /** Iterations that learn step size and mass; they are not kept. */
  warmUp: number
  /** Iterations that are kept, of every chain. */
  draws: number
  /** Leapfrog steps of the longest trajectory; every iteration draws a number from 1 to this, for all chains. */
  leapfrogSteps: number
  /** `unit`; `diagonal`, learned in the warm-up; or one that is given. */
  mass: 'unit' | 'diagonal' | Mass
  /** Mean acceptance that the step size is learned for; 0.8 is Stan's. */
  target?: number
  random: RandomState
  onIteration?(progress: ChainProgress): void
}

export interface Chains {
  /** Of every chain, [draws, dimension]. */
  draws: Float64Array[]
  /** Mean probability of acceptance after the warm-up. */
  acceptance: number
  stepSize: number
  /** Trajectories after the warm-up, of all chains, that diverged. */
  divergences: number
}

/**
 * Hamiltonian Monte Carlo (Duane et al. 1987; Neal 2011), several chains together, whose points are evaluated in one
 * call. The number of leapfrog steps is random, so that no trajectory closes on itself whatever the scales (Neal 2011,
 * Sec. 3.2). Step size and mass are shared, learned in the warm-up from all chains, and then fixed.
 * @param starts a point for every chain, of positive density
 */
export async function hamiltonianMonteCarlo(
  energyOf: PotentialEnergy,
  starts: readonly Float64Array[],
  { warmUp, draws, leapfrogSteps, target = 0.8, random, onIteration, ...options }: HamiltonianOptions,
): Promise<Chains> {
  const dimension = starts[0].length
  const windows = options.mass === 'diagonal' ? massWindows(warmUp) : []
  let mass = typeof options.mass === 'string' ? unitMass(dimension) : options.mass
  let places = await placesAt(energyOf, starts)
  const searchFrom = async (first: number) =>
    learnStepSize(await firstStepSize(energyOf, places, { mass, random, first }), target)
  let stepSize = await searchFrom(0.1)
  let variances = measureVariances(starts.length, dimension)

  const kept = starts.map(() => new Float64Array(draws * dimension))
  let [accepted, divergences] = [0, 0]
  for (let i = 0; i < warmUp + draws; i++) {
    const isWarmUp = i < warmUp
    const length = isWarmUp ? stepSize.next() : stepSize.settled()
    const steps = 1 + integerBelow(random, leapfrogSteps)
    const { ends, errors } = await moveAlong(energyOf, places, { mass, stepSize: length, steps, random })
    const probabilities = errors.map(acceptanceOf)
    places = places.map((place, chain) => (uniform(random) < probabilities[chain] ? ends[chain] : place))
    const acceptance = meanOf(probabilities)
    if (isWarmUp) {
      stepSize.learn(acceptance)
      const within = windows.find(({ from, to }) => from <= i && i < to)
      if (within) variances.add(places.map(({ x }) => x))
      if (within && i + 1 === within.to) {
        mass = diagonalMass(variances.variances())
        stepSize = await searchFrom(1)
        variances = measureVariances(starts.length, dimension)
      }
    } else {
      places.forEach(({ x }, chain) => kept[chain].set(x, (i - warmUp) * dimension))
      accepted += acceptance / draws
      divergences += errors.filter((error) => !(error <= divergence)).length
    }
    onIteration?.({ iteration: i + 1, isWarmUp, acceptance, stepSize: length })
  }
  return { draws: kept, acceptance: accepted, stepSize: stepSize.settled(), divergences }
}

/**
 * Iterations of the warm-up that the mass is measured in, in the order of Stan's warm-up: none at first, while chains come
 * from their starts; a first window, a longer one with the mass of the first; and none at the end, which learns the step
 * size for the last mass.
 */
function massWindows(warmUp: number): { from: number; to: number }[] {
  const [first, second, last] = [0.15, 0.45, 0.9].map((share) => Math.round(share * warmUp))
  return [
    { from: first, to: second },
    { from: second, to: last },
  ].filter(({ from, to }) => to - from >= 10)
}
