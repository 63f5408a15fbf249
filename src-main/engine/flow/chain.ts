import type { ModelConfig } from '../../../src-shared/model/configuration.ts'
import { givenTogether, observationByLevel } from '../../../src-shared/model/observation.ts'
import { addOctave, byLevel, byPatch, takeApart } from '../../../src-shared/model/pyramid.ts'
import type { Graph, WeightTensors } from '../runtime/graph.ts'
import type { Session } from '../runtime/session.ts'
import { givenShapes } from './conditions.ts'
import { levelNetworks, weightsOfLevel } from './level-networks.ts'
import { addSolverStep, solve, type SolverStep, type StepOptions, type VelocityField } from './solve.ts'
import { velocity } from './velocity.ts'

// A patch is drawn from coarse to fine: its coarsest picture, then the details of one octave after another.

/**
 * The velocity of each level, and what its step is recorded for.
 * @param chosen the weights to use, of those of the graph
 */
export const chainFields = (
  config: ModelConfig,
  { batch, solver }: { batch: number; solver?: StepOptions['solver'] },
  chosen: (weights: WeightTensors) => WeightTensors = (weights) => weights,
): { field: VelocityField; options: StepOptions }[] =>
  levelNetworks(config).map((level) => {
    const { side, channels, seen, prefix } = level
    const field: VelocityField = (x, t, weights, given) =>
      velocity(x, t, weightsOfLevel(chosen(weights), level), level.config, given)
    const given = { ...givenShapes(config, batch), ...(seen > 0 && { picture: [batch, side, side, seen] }) }
    return { field, options: { shape: [batch, side, side, channels], given, solver, prefix } }
  })

/** Records the solver's step of each level. */
export const addChainSteps = (graph: Graph, fields: ReturnType<typeof chainFields>): SolverStep[] =>
  fields.map(({ field, options }) => addSolverStep(graph, field, options))

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
  steps: readonly SolverStep[]
  config: ModelConfig
  /** By which the details of each octave are divided. */
  scales: readonly Float32Array[]
}

/**
 * Noise [batch, values of a patch], the coarsest level's first, to patches [batch, size, size, channels].
 * @param count steps of the solver at each level
 * @param told what the whole chain is conditioned on
 */
export function chainToPatches(
  { session, steps, config, scales }: Chain,
  noise: Float32Array,
  count: number,
  { conditions, observation }: Told = {},
): Float32Array {
  const [coarsest, ...octaves] = byLevel(noise, config)
  const observed = observation ? observationByLevel(observation, config) : null
  let picture = solve(session, steps[0], coarsest, { steps: count }, { conditions, picture: observed?.[0] })
  octaves.forEach((part, i) => {
    const octave = i + 1
    const given = givenTogether(picture, observed?.[octave] ?? null, config, octave)
    const details = solve(session, steps[octave], part, { steps: count }, { conditions, picture: given })
    picture = addOctave(picture, details, octave, config, scales)
  })
  return picture
}

/** The inverse of `chainToPatches`. */
export function chainToNoise(
  { session, steps, config, scales }: Chain,
  patches: Float32Array,
  count: number,
  { conditions, observation }: Told = {},
): Float32Array {
  const { levels, given } = takeApart(patches, config, scales)
  const observed = observation ? observationByLevel(observation, config) : null
  const noise = levels.map((level, octave) => {
    const course = { steps: count, from: 1, to: 0 }
    const picture = givenTogether(given[octave], observed?.[octave] ?? null, config, octave)
    return solve(session, steps[octave], level, course, { conditions, picture: picture ?? undefined })
  })
  return byPatch(noise, config)
}
