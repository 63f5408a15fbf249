import type { ConditionScaling } from '../../../src-shared/model/condition-scaling.ts'
import { scalingsOf } from '../flow/conditions.ts'
import { readPrior } from '../prior/prior-folder.ts'
import { readTrainedModel, type TrainedModel } from './trained-model.ts'

/** What the flow that draws is told of each patch. */
export interface ToldConditions {
  names: readonly string[]
  scalings: readonly ConditionScaling[]
}

/**
 * The conditions of a model, or of the prior that its latents are drawn from.
 * @param prior its folder; null for N(0, 1)
 * @throws EngineError 'checkpoint' for a prior that can't be read
 */
export async function toldConditions(model: TrainedModel, prior: string | null): Promise<ToldConditions> {
  if (prior !== null && (await readPrior(prior)).kind !== 'flow') return { names: [], scalings: [] }
  const { config, weights } = prior === null ? model : await readTrainedModel(prior, 'best')
  return { names: config.conditions, scalings: scalingsOf(weights) }
}
