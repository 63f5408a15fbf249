import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { priorLatentsSchema } from '../../../src-preload/contract/priors.ts'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { readDataset } from '../datasets/dataset-folder.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'

// A folder of encoded patches has the patches.npy and patches.csv of a dataset, and latents.json instead of dataset.json.

export const latentsRecordSchema = z.object({
  format: z.literal('cirrus-latents-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  /** Folder of the run whose patches they are. */
  run: z.string(),
  latents: priorLatentsSchema,
  /** Tells latents of other patches, or of another checkpoint, apart. */
  fingerprint: z.string(),
})
export type LatentsRecord = z.infer<typeof latentsRecordSchema>

const recordFile = (folder: string) => join(folder, 'latents.json')

/** Written last: a folder that has it holds all latents. */
export const writeLatentsRecord = (folder: string, record: LatentsRecord) => writeRecord(recordFile(folder), record)

/** Whether a folder holds latents of a run's patches. */
export const holdsLatents = (folder: string): boolean => existsSync(recordFile(folder))

/** @throws CirrusError refused if it holds none, or its record is damaged */
export const readLatentsRecord = (folder: string): Promise<LatentsRecord> =>
  readRecord(recordFile(folder), latentsRecordSchema, {
    absent: refused(folder, 'latents.json', 'this folder holds no latents'),
  })

/**
 * What identifies the data in a folder to train on: a dataset's patches, or latents.
 * @throws CirrusError refused if it holds neither
 */
export async function trainingFingerprint(folder: string): Promise<string> {
  if (holdsLatents(folder)) return (await readLatentsRecord(folder)).fingerprint
  return (await readDataset(folder)).record.fingerprint
}
