import { resolve } from 'node:path'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import { readPrior } from '../../engine/prior/prior-folder.ts'
import { priorFolder } from './prior-standing.ts'

/**
 * The folder of a run's prior, if its latents are those that the checkpoint decodes.
 * @throws CirrusError refused if there is no such prior, or it is of another epoch's latents
 */
export async function fittingPrior(run: string, name: string, checkpoint: CheckpointChoice): Promise<string> {
  const folder = resolve(priorFolder(run, name))
  const { latents } = await readPrior(folder)
  const epoch = await chosenEpoch(run, checkpoint)
  if (latents.epoch === epoch) return folder
  throw refused(
    folder,
    'prior.json',
    `it is a prior of the latents of epoch ${latents.epoch}, and the run’s ${checkpoint} checkpoint is of epoch ${epoch}; choose another checkpoint, or train the prior again`,
  )
}
