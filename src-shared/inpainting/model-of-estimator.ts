import { whyNoAutoencoder, whyNoFills } from '../model/autoencoder.ts'
import type { TrainingConfig } from '../model/configuration.ts'
import type { DataFacts } from './data-facts.ts'
import { estimatorFacts, type EstimatorKind } from './estimator-facts.ts'
import { whyNotUndone } from './undone-beams.ts'

/**
 * Why a kind of estimator can't use a model of its own size; null if it can, or needs none.
 * @param data that it is to be used for, if they are known
 */
export function whyWrongModel(
  kind: EstimatorKind,
  config: Pick<TrainingConfig, 'architecture' | 'observation' | 'size'>,
  data?: Pick<DataFacts, 'blurs'>,
): string | null {
  const { model } = estimatorFacts[kind]
  if (model === null) return null
  if (model === 'autoencoder') return whyNoAutoencoder(config)
  return whyNoFills(config) ?? (data ? whyNotUndone(config, data.blurs) : null)
}
