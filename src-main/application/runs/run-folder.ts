import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { z } from 'zod'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { runEnvironmentSchema, type RunEnvironment, type RunFile } from '../../../src-preload/contract/runs.ts'
import { trainingConfigSchema, type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { isLeftoverName, removeLeftovers } from '../../files/atomic.ts'
import { runFiles } from '../../engine/training/run-folder.ts'
import { startWeightsSchema } from './start-weights.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'

/** run.json: the data and devices of a run. Its configuration is in config.json. */
export const runRecordSchema = z.object({
  format: z.literal('cirrus-run-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  dataset: z.object({ folder: z.string(), fingerprint: z.string() }),
  /** Null: drawn with the seed. */
  startWeights: startWeightsSchema.nullable().default(null),
  /** The environment of each start. */
  environments: z.array(runEnvironmentSchema).default([]),
})
export type RunRecord = z.infer<typeof runRecordSchema>

const recordName = 'run.json'
const recordFile = (folder: string) => join(folder, recordName)

export const writeRunRecord = (folder: string, record: RunRecord) => writeRecord(recordFile(folder), record)

/** Removes records that a killed host had not finished; a training may be writing other files of the folder. */
export const removeHalfRecords = (folder: string) => removeLeftovers(folder, recordName)

/** @throws CirrusError refused if the folder holds no run, or its files are damaged */
export async function readRun(folder: string): Promise<{ record: RunRecord; config: TrainingConfig }> {
  const absent = refused(folder, '', 'this folder holds no run; create one with cirrus train')
  return {
    record: await readRecord(recordFile(folder), runRecordSchema, { absent }),
    config: await readRecord(runFiles(folder).config, trainingConfigSchema, { absent }),
  }
}

/** Adds the present environment to a run's record. */
export async function addRunEnvironment(folder: string, environment: RunEnvironment): Promise<void> {
  const { record } = await readRun(folder)
  await writeRunRecord(folder, { ...record, environments: [...record.environments, environment] })
}

/** The paths of the files in a run's folder, without partial files; none if the folder does not exist yet. */
export async function listRunFiles(folder: string): Promise<RunFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile() && !isLeftoverName(entry.name) && !entry.name.startsWith('.'))
  const listed = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      // A checkpoint may be removed meanwhile.
      const facts = await stat(path).catch(() => null)
      return (
        facts && {
          path: relative(folder, path).split(sep).join('/'),
          size: facts.size,
          modifiedAt: facts.mtime.toISOString(),
        }
      )
    }),
  )
  return listed.filter((file) => file !== null).sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }))
}
