import { whyNoAutoencoder, whyNoFills } from '../model/autoencoder.ts'
import type { TrainingConfig } from '../model/configuration.ts'
import { estimatorFacts, type EstimatorKind } from './estimator-facts.ts'

/** Why a kind of estimator can't use a model of its own size; null if it can, or needs none. */
export function whyWrongModel(
  kind: EstimatorKind,
  config: Pick<TrainingConfig, 'architecture' | 'observation'>,
): string | null {
  const { model } = estimatorFacts[kind]
  if (model === null) return null
  return model === 'autoencoder' ? whyNoAutoencoder(config) : whyNoFills(config)
}
