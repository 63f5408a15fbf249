import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import packageFacts from '../../../package.json' with { type: 'json' }
import { splitNameSchema, type SplitName } from '../../../src-preload/contract/datasets.ts'
import { checkpointSchema, type CheckpointChoice } from '../../../src-preload/contract/runs.ts'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { reconstructionOutcomeSchema } from '../../engine/outcomes.ts'
import type { Engine } from '../host/engine.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'
import { requireAutoencoder } from '../runs/require-autoencoder.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'

/** reconstruction.json: the record of a reconstruction. The arrays are beside it (reconstruction-files.ts). */
export const reconstructionRecordSchema = z.object({
  format: z.literal('cirrus-reconstruction-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  run: z.string(),
  dataset: z.string(),
  fingerprint: z.string(),
  checkpoint: checkpointSchema,
  split: splitNameSchema,
  /** Posterior samples per patch. */
  samples: z.number().int(),
  seed: z.number().int(),
  result: reconstructionOutcomeSchema,
})
export type ReconstructionRecord = z.infer<typeof reconstructionRecordSchema>

export interface ReconstructOrder {
  /** Folder of the run. */
  run: string
  /** Folder of the dataset; the run's own if null. */
  dataset: string | null
  checkpoint: CheckpointChoice
  split: SplitName
  samples: number
  seed: number
  folder: string
  signal?: AbortSignal
  onPatch?(done: number, count: number): void
}

export const reconstructionRecord = (folder: string) => join(folder, 'reconstruction.json')

/** The record of the reconstructions in a folder; null if it holds none. @throws CirrusError refused if it is damaged */
export const readReconstruction = async (folder: string): Promise<ReconstructionRecord | null> =>
  existsSync(reconstructionRecord(folder))
    ? readRecord(reconstructionRecord(folder), reconstructionRecordSchema, {
        absent: refused(folder, '', 'it is gone'),
      })
    : null

/**
 * Reconstructs the patches of a split with a run's model (Eq. 10) into a folder.
 * @throws CirrusError refused | conflict | cancelled | engine-...
 */
export async function reconstructPatches(engine: Engine, order: ReconstructOrder): Promise<ReconstructionRecord> {
  const { folder, signal, onPatch, ...choice } = order
  if (existsSync(reconstructionRecord(folder))) {
    throw new CirrusError('conflict', `${folder} already holds reconstructions; choose another folder.`)
  }
  const run = await readRunOfPatches(choice.run)
  requireAutoencoder(choice.run, run.config)
  const dataset = resolve(choice.dataset ?? run.record.dataset.folder)
  const { fingerprint } = (await readDataset(dataset)).record
  const { checkpoint, split, samples, seed } = choice
  const files = { runFolder: resolve(choice.run), datasetFolder: dataset, folder: resolve(folder) }
  const result = await engine.call(
    'reconstruction.run',
    { ...files, checkpoint, split, samples, seed },
    { signal, onProgress: ({ done, count }) => onPatch?.(done, count) },
  )
  const record: ReconstructionRecord = {
    format: 'cirrus-reconstruction-1',
    cirrus: packageFacts.version,
    createdAt: new Date().toISOString(),
    run: files.runFolder,
    dataset,
    fingerprint,
    checkpoint,
    split,
    samples,
    seed,
    result,
  }
  await writeRecord(reconstructionRecord(folder), record)
  return record
}
