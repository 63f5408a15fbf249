import type { LatentChoice } from '../contract.ts'
import { EngineError } from '../runtime/errors.ts'
import { conditionsAt } from '../training/patch-conditions.ts'
import { drawnPatches, givenTo } from './drawn-patches.ts'
import { openFittingPatches } from './fitting-patches.ts'
import type { TrainedModel } from './trained-model.ts'

/**
 * The conditions of each sample, [conditions] each: those that are given, and the others of a training patch that is drawn
 * for it.
 * @param names of what the model, or the prior of its latents, is told
 * @throws EngineError 'config' for a condition that the model does not have, or not one for each sample; 'dataset'
 */
export async function drawnConditions(
  model: TrainedModel,
  names: readonly string[],
  datasetFolder: string,
  { count, seed, given = {} }: Extract<LatentChoice, { kind: 'samples' }>,
): Promise<Float32Array[]> {
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name)) {
      const known = names.length > 0 ? `only on ${names.join(', ')}` : 'on nothing'
      throw new EngineError('config', `The model is not conditioned on ${name}, ${known}.`)
    }
    if (typeof value === 'object' && value.length !== count) {
      throw new EngineError(
        'config',
        `${count} values of ${name} are needed, one for each sample, not ${value.length}.`,
      )
    }
  }
  if (names.every((name) => name in given)) {
    return Array.from({ length: count }, (_, i) => Float32Array.from(names, (name) => givenTo(given, name, i)!))
  }
  const source = await openFittingPatches(model, datasetFolder, { conditions: names })
  try {
    return drawnPatches({ source, names, count, seed, given }).map((patch, i) =>
      conditionsAt(source, patch).map((value, c) => givenTo(given, names[c], i) ?? value),
    )
  } finally {
    source.close()
  }
}
