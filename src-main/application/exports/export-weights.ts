import { dirname } from 'node:path'
import type { CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { readTrainedModel } from '../../engine/inference/trained-model.ts'
import { writeWeightsFile } from '../../engine/model/weights-file.ts'
import { readRun } from '../runs/run-folder.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import { writtenFile, type WrittenFile } from '../host/written-file.ts'
import { makeFolder } from '../../files/make-folder.ts'

/**
 * Writes the weights of a run's checkpoint as one .safetensors file, without the optimiser's state: names and layouts
 * are Keras's, the metadata holds the configuration. resources/keras/load_cirrus_weights.py builds the model from it.
 * @throws CirrusError conflict if the file exists; refused if the folder holds no run or no checkpoint, or the disk is full
 */
export async function exportWeights(order: {
  folder: string
  checkpoint: CheckpointChoice
  file: string
  /** whether a file that exists is replaced */
  overwrite?: boolean
}): Promise<WrittenFile> {
  requireFreeFile(order.file, order.overwrite, 'folder')
  await readRun(order.folder)
  const model = await readTrainedModel(order.folder, order.checkpoint)
  await makeFolder(dirname(order.file))
  await writeWeightsFile(order.file, model)
  return writtenFile(order.file)
}
