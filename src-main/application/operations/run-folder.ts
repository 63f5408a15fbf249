import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { trainingConfigSchema, type TrainingConfig } from '../../../src-preload/contract/runs.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { writeFileAtomically } from '../../files/atomic.ts'
import { runFiles } from '../../engine/training/run-folder.ts'

/** run.json: on what a run was trained. The configuration itself is in config.json beside it. */
export const runRecordSchema = z.object({
  format: z.literal('cirrus-run-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  dataset: z.object({ folder: z.string(), fingerprint: z.string() }),
})
export type RunRecord = z.infer<typeof runRecordSchema>

const recordFile = (folder: string) => join(folder, 'run.json')

export const writeRunRecord = (folder: string, record: RunRecord) =>
  writeFileAtomically(recordFile(folder), `${JSON.stringify(record, null, 2)}\n`)

/** @throws CirrusError refused if the folder is no run, or its files are damaged */
export async function readRun(folder: string): Promise<{ record: RunRecord; config: TrainingConfig }> {
  return {
    record: await readJson(folder, recordFile(folder), runRecordSchema),
    config: await readJson(folder, runFiles(folder).config, trainingConfigSchema),
  }
}

async function readJson<T>(folder: string, file: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw refused(folder, '', 'this folder holds no run; make one with cirrus train')
  })
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw refused(file, '', `it is not JSON (${(error as Error).message})`)
  }
  const parsed = schema.safeParse(raw)
  if (!parsed.success) throw refused(file, parsed.error.issues[0].path.join('.'), parsed.error.issues[0].message)
  return parsed.data
}
