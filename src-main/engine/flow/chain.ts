import { usualSolver } from '../../../src-preload/contract/solver.ts'
import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { givenTogether, observationByLevel } from '../../../src-shared/model/observation.ts'
import { addOctave, byLevel, byPatch, takeApart } from '../../../src-shared/model/pyramid.ts'
import type { Graph, WeightTensors } from '../runtime/graph.ts'
import type { Session } from '../runtime/session.ts'
import { givenShapes, type GivenArrays } from './conditions.ts'
import { levelNetworks, weightsOfLevel } from './level-networks.ts'
import { solvers, stepsToNoise, stepsToPatches, type Step } from './solve.ts'
import {
  addVelocity,
  velocityAt,
  type VelocityField,
  type VelocityFunction,
  type VelocityShapes,
} from './velocity-function.ts'
import { velocity } from './velocity.ts'

// A patch is drawn from coarse to fine: its coarsest picture, then the details of one octave after another.

/**
 * The velocity of each level, and what it is recorded for.
 * @param chosen the weights to use, of those of the graph
 */
export const chainFields = (
  config: ModelConfig,
  { batch }: { batch: number },
  chosen: (weights: WeightTensors) => WeightTensors = (weights) => weights,
): { field: VelocityField; shapes: VelocityShapes }[] =>
  levelNetworks(config).map((level) => {
    const { side, channels, seen, prefix } = level
    const field: VelocityField = (x, t, weights, given) =>
      velocity(x, t, weightsOfLevel(chosen(weights), level), level.config, given)
    const given = { ...givenShapes(config, batch), ...(seen > 0 && { picture: [batch, side, side, seen] }) }
    return { field, shapes: { shape: [batch, side, side, channels], given, prefix } }
  })

/** Records the velocity of each level. */
export const addChainVelocities = (graph: Graph, fields: ReturnType<typeof chainFields>): VelocityFunction[] =>
  fields.map(({ field, shapes }) => addVelocity(graph, field, shapes))

/** What all levels of a chain are told of the patches of a batch. */
export interface Told {
  /** [batch, conditions] */
  conditions?: Float32Array
  /** [batch, size, size, observationPlanes], for a flow that fills holes */
  observation?: Float32Array
}

interface Chain {
  session: Session
  /** Of each level. */
  velocities: readonly VelocityFunction[]
  config: ModelConfig
  /** By which the details of each octave are divided. */
  scales: readonly Float32Array[]
}

/** How a chain is solved. */
interface ChainSolver {
  solver?: keyof typeof solvers
  /** At each level. */
  steps: number
}

/** Noise [batch, values of a patch], the coarsest level's first, to patches [batch, size, size, channels]. */
export function chainToPatches(
  chain: Chain,
  noise: Float32Array,
  { solver, steps }: ChainSolver,
  { conditions, observation }: Told = {},
): Float32Array {
  const { config, scales } = chain
  const [coarsest, ...octaves] = byLevel(noise, config)
  const observed = observation ? observationByLevel(observation, config) : null
  const course = stepsToPatches(steps)
  let picture = follow(chain, 0, coarsest, { solver, course }, { conditions, picture: observed?.[0] })
  octaves.forEach((part, i) => {
    const octave = i + 1
    const given = givenTogether(picture, observed?.[octave] ?? null, config, octave)
    const details = follow(chain, octave, part, { solver, course }, { conditions, picture: given })
    picture = addOctave(picture, details, octave, config, scales)
  })
  return picture
}

/** The inverse of `chainToPatches`. */
export function chainToNoise(
  chain: Chain,
  patches: Float32Array,
  { solver, steps }: ChainSolver,
  { conditions, observation }: Told = {},
): Float32Array {
  const { config, scales } = chain
  const { levels, given } = takeApart(patches, config, scales)
  const observed = observation ? observationByLevel(observation, config) : null
  const course = stepsToNoise(steps)
  const noise = levels.map((level, octave) => {
    const picture = givenTogether(given[octave], observed?.[octave] ?? null, config, octave)
    return follow(chain, octave, level, { solver, course }, { conditions, picture: picture ?? undefined })
  })
  return byPatch(noise, config)
}

/** Carries x along a course of the velocity of a level. */
function follow(
  { session, velocities }: Chain,
  octave: number,
  x: Float32Array,
  { solver = usualSolver, course }: { solver?: keyof typeof solvers; course: readonly Step[] },
  given: GivenArrays,
): Float32Array {
  const velocity = velocityAt(session, velocities[octave], given)
  const [end] = solvers[solver](([at]: readonly [Float32Array], t): [Float32Array] => [velocity(at, t)], [x], course)
  return end
}
