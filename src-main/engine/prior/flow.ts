import { whyNoDraws } from '../../../src-shared/model/autoencoder.ts'
import { fromFractions, logDeterminantOfFractions, toFractions } from '../../../src-shared/model/polarisation.ts'
import { addChainVelocities, chainFields, chainToNoise, chainToPatches } from '../flow/chain.ts'
import { chainDensity } from '../flow/chain-density.ts'
import { scalesOf, spreadOf } from '../flow/level-networks.ts'
import { addDensity } from '../flow/log-density.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import { inPrecision } from '../runtime/bfloat16.ts'
import { EngineError } from '../runtime/errors.ts'
import { Graph } from '../runtime/graph.ts'
import type { Prior, PriorOptions } from './prior.ts'

/**
 * A trained flow, of patches or of latents: the velocities of its levels, solved from noise to values and back. Its density
 * is compiled when it is first asked for.
 * @throws EngineError 'graph', 'config' for a flow that fills holes
 */
export function flowPrior(model: TrainedModel, options: PriorOptions): Prior {
  const { config, weights } = model
  const { solver, solverSteps: steps, precision = 'float32' } = options
  const why = whyNoDraws(config)
  if (why) throw new EngineError('config', `The model makes no samples: ${why}.`)
  const graph = new Graph(weights, 'constants')
  const velocities = addChainVelocities(graph, chainFields(config, options))
  const session = graph.load((nodes) => inPrecision(nodes, velocities, precision))
  const chain = { session, velocities, config, scales: scalesOf(weights, config) }
  let density: ReturnType<typeof compileDensity> | undefined
  const prior: Prior = {
    place: (noise, conditions) => chainToPatches(chain, noise, { solver, steps }, { conditions }),
    noiseOf: (values, conditions) => chainToNoise(chain, values, { solver, steps }, { conditions }),
    logDensity: (...what) => (density ??= compileDensity(model, options)).of(...what),
    free() {
      density?.free()
      session.free()
    },
  }
  const spread = spreadOf(weights)
  return spread === null ? prior : ofStokes(prior, spread, config.latentDimension)
}

/**
 * A prior of I, Q and U from one of I and fractions.
 * @param spread standard deviation of ln I
 * @param length values of a patch
 */
const ofStokes = (prior: Prior, spread: number, length: number): Prior => ({
  place: (...what) => fromFractions(prior.place(...what), spread),
  noiseOf: (values, conditions) => prior.noiseOf(toFractions(values, spread), conditions),
  logDensity: (values, ...what) =>
    prior
      .logDensity(toFractions(values, spread), ...what)
      .map((one, i) => one + logDeterminantOfFractions(values.subarray(i * length, (i + 1) * length), spread)),
  free: () => prior.free(),
})

function compileDensity({ config, weights }: TrainedModel, options: PriorOptions) {
  const { solver, solverSteps: steps, probes = 1, seed = 0 } = options
  const graph = new Graph(weights, 'constants')
  const densities = chainFields(config, options).map(({ field, shapes }) => addDensity(graph, field, shapes))
  const session = graph.load()
  const chain = { session, densities, config, scales: scalesOf(weights, config) }
  const of: Prior['logDensity'] = (patches, numbers, conditions) =>
    chainDensity(chain, patches, numbers, { solver, steps, probes, seed }, conditions)
  return { of, free: () => session.free() }
}
