import type { Estimator } from '../../../src-preload/contract/estimators.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { estimatorFacts } from '../../../src-shared/inpainting/estimator-facts.ts'
import { whyNotData, type DataFacts } from '../../../src-shared/inpainting/data-facts.ts'
import { whyWrongModel } from '../../../src-shared/inpainting/model-of-estimator.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'

/**
 * Checks that an estimator can use data, with the model of this run.
 * @param run its folder or name, and its configuration; null if none is given
 * @param within the order that is checked, for the fields of errors
 * @throws CirrusError refused, with the field that is wrong
 */
export function checkEstimate(
  estimator: Estimator,
  data: DataFacts,
  run: { name: string; config: Pick<TrainingConfig, 'architecture' | 'observation' | 'size' | 'channels'> } | null,
  within = 'order',
): void {
  const { kind } = estimator
  const { title, model } = estimatorFacts[kind]
  const field = `${within}.runId`
  const unfit = whyNotData(estimator, data)
  if (unfit) {
    const message = `${title} ${unfit}. Choose another estimator.`
    throw new CirrusError('refused', message, undefined, { field: `${within}.estimator` })
  }
  if (model === null) return
  if (run === null) throw new CirrusError('refused', `${title} uses a trained model; give a run.`, undefined, { field })
  const { size: trained, channels } = run.config
  const why =
    whyWrongModel(kind, run.config, data) ??
    (trained !== data.size
      ? `its model was trained on patches of ${trained} px, and this one has ${data.size} px`
      : null) ??
    (channels !== data.channels
      ? `its model was trained on patches of ${countOf(channels)}, and this one has ${countOf(data.channels)}`
      : null)
  if (why) throw refused(run.name, '', `${why}; choose another run`, field)
}

const countOf = (channels: number) => (channels === 1 ? 'one channel' : `${channels} channels`)
