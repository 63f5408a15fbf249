import { join } from 'node:path'
import { z } from 'zod'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import {
  runEnvironmentSchema,
  trainingConfigSchema,
  type RunEnvironment,
  type TrainingConfig,
} from '../../../src-preload/contract/runs.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { runFiles } from '../../engine/training/run-folder.ts'
import { startWeightsSchema } from './start-weights.ts'
import { readRecord, writeRecord } from './record-file.ts'

/** run.json: on what a run was trained. The configuration itself is in config.json beside it. */
export const runRecordSchema = z.object({
  format: z.literal('cirrus-run-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  dataset: z.object({ folder: z.string(), fingerprint: z.string() }),
  /** Null: drawn by the seed. */
  startWeights: startWeightsSchema.nullable().default(null),
  /** On what it was trained, each start. */
  environments: z.array(runEnvironmentSchema).default([]),
})
export type RunRecord = z.infer<typeof runRecordSchema>

const recordFile = (folder: string) => join(folder, 'run.json')

export const writeRunRecord = (folder: string, record: RunRecord) => writeRecord(recordFile(folder), record)

/** @throws CirrusError refused if the folder is no run, or its files are damaged */
export async function readRun(folder: string): Promise<{ record: RunRecord; config: TrainingConfig }> {
  const absent = refused(folder, '', 'this folder holds no run; make one with cirrus train')
  return {
    record: await readRecord(recordFile(folder), runRecordSchema, { absent }),
    config: await readRecord(runFiles(folder).config, trainingConfigSchema, { absent }),
  }
}

/** Adds to a run's record on what it is trained now. */
export async function addRunEnvironment(folder: string, environment: RunEnvironment): Promise<void> {
  const { record } = await readRun(folder)
  await writeRunRecord(folder, { ...record, environments: [...record.environments, environment] })
}
