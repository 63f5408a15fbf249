import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { PriorKind } from '../../../src-preload/contract/priors.ts'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import { readPrior } from '../../engine/prior/prior-folder.ts'
import { priorFolder } from './prior-standing.ts'

/** A prior that can be drawn from. */
export interface FittingPrior {
  folder: string
  kind: PriorKind
  /** Eight hexadecimal digits that change when it is trained further, or trained anew under the same name. */
  version: string
}

/**
 * A run's prior, if its latents are those that the checkpoint decodes.
 * @throws CirrusError refused if there is no such prior, it is of another epoch's latents, or a flow has no checkpoint
 */
export async function fittingPrior(run: string, name: string, checkpoint: CheckpointChoice): Promise<FittingPrior> {
  const folder = resolve(priorFolder(run, name))
  const { kind, createdAt, latents } = await readPrior(folder)
  const epoch = await chosenEpoch(run, checkpoint)
  if (latents.epoch === epoch) {
    const trained = kind === 'gaussian' ? null : await chosenEpoch(folder, 'best')
    const digest = createHash('sha256').update(JSON.stringify([createdAt, trained, latents]))
    return { folder, kind, version: digest.digest('hex').slice(0, 8) }
  }
  throw refused(
    folder,
    'prior.json',
    `it is a prior of the latents of epoch ${latents.epoch}, and the run’s ${checkpoint} checkpoint is of epoch ${epoch}; choose another checkpoint, or train the prior again`,
  )
}
