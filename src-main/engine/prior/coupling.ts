import type { Tensor2D } from '@tensorflow/tfjs-node-gpu'
import { fromNoise, toNoise } from '../coupling/coupling.ts'
import type { TrainedModel } from '../inference/trained-model.ts'
import { Graph } from '../runtime/graph.ts'
import type { Prior, PriorOptions } from './prior.ts'
import { logNormal } from './standard-normal.ts'

/** A trained coupling flow: both ways and its density are exact. @throws EngineError 'graph' */
export function couplingPrior({ config, weights }: TrainedModel, { batch }: Pick<PriorOptions, 'batch'>): Prior {
  const { latentDimension } = config
  const shape = [batch, latentDimension]
  const graph = new Graph(weights, 'constants')
  const place = graph.add(
    'place',
    ({ noise }, tensors) => ({ latents: fromNoise(noise as Tensor2D, tensors, config) }),
    { noise: shape },
  )
  const back = graph.add<'latents', 'noise' | 'logDeterminant'>(
    'back',
    ({ latents }, tensors) => toNoise(latents as Tensor2D, tensors, config),
    { latents: shape },
  )
  const session = graph.load()
  return {
    place: (noise) => session.run(place, { noise }).latents,
    noiseOf: (latents) => session.run(back, { latents }).noise,
    logDensity(latents) {
      const { noise, logDeterminant } = session.run(back, { latents })
      return logNormal(noise, latentDimension).map((density, i) => density + logDeterminant[i])
    },
    free: () => session.free(),
  }
}
