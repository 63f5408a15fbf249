import { EngineError } from '../runtime/errors.ts'
import { isAutoencoder } from '../../../src-shared/model/autoencoder.ts'
import { conditionsAt } from '../training/patch-conditions.ts'
import { flowPrior } from '../prior/flow.ts'
import type { PriorOptions } from '../prior/prior.ts'
import { compileEncoder } from './encode-decode.ts'
import { openFittingPatches } from './fitting-patches.ts'
import type { TrainedModel } from './trained-model.ts'

/** How a flow is solved. */
export type Solver = Pick<PriorOptions, 'solver' | 'solverSteps'>

/** What makes a patch. */
export interface Placed {
  /** [latents] */
  z: Float32Array
  /** Of a flow that has some, [conditions]; else empty. */
  conditions: Float32Array
}

/**
 * The latents of the given patches: posterior means, or the noise that a flow carries to them under their conditions.
 * @param names of conditions, if they are not the model's but those of a prior of its latents
 * @throws EngineError 'dataset' if there is no such patch, or the patches do not fit the model
 */
export async function patchLatents(
  model: TrainedModel,
  datasetFolder: string,
  indices: readonly number[],
  solver: Solver,
  names: readonly string[] = model.config.conditions,
): Promise<Placed[]> {
  const source = await openFittingPatches(model, datasetFolder, { conditions: names })
  const place = compilePlacement(model, solver)
  try {
    return indices.map((index) => {
      if (index >= source.count) {
        const range = `they run from 0 to ${source.count - 1}`
        throw new EngineError('dataset', `${datasetFolder} has no patch ${index}; ${range}.`)
      }
      const patches = new Float32Array(source.size ** 2 * source.channels)
      source.read(index, patches, 0)
      const conditions = conditionsAt(source, index)
      return { z: place.latents(patches, conditions), conditions }
    })
  } finally {
    place.free()
    source.close()
  }
}

/** From a patch [size, size, channels] to its latents. */
function compilePlacement(model: TrainedModel, solver: Solver) {
  if (!isAutoencoder(model.config)) {
    const flow = flowPrior(model, { ...solver, batch: 1 })
    return { latents: flow.noiseOf, free: flow.free }
  }
  const encoder = compileEncoder(model, 1)
  return { latents: (patches: Float32Array) => encoder({ patches }).mean, free: () => encoder.free() }
}
