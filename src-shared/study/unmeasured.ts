import { isAutoencoder } from '../model/autoencoder.ts'
import type { TrainingConfig } from '../model/configuration.ts'
import type { StudyObjective } from './specification.ts'

/**
 * Why trials never have a value of an objective: its test patches are not evaluated within the epochs, or a flow's loss
 * has no such term; null if they have one.
 */
export function whyUnmeasured(
  { metric }: Pick<StudyObjective, 'metric'>,
  base: Pick<TrainingConfig, 'architecture' | 'testEvery'>,
  epochs: number,
): 'test' | 'term' | null {
  if (!isAutoencoder(base) && /Reconstruction|Kl/.test(metric)) return 'term'
  return metric.startsWith('test') && (base.testEvery === 0 || base.testEvery > epochs) ? 'test' : null
}
