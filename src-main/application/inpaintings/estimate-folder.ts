import { readdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  estimateNameSchema,
  estimateResultSchema,
  estimateStatisticsSchema,
  estimatorSchema,
} from '../../../src-preload/contract/estimators.ts'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { readNpy } from '../../files/npy.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'
import { inpaintingFiles } from './inpainting-folder.ts'

/** estimate.json: an estimator, and what became of it. Written last: a folder that has one is complete. */
export const estimateRecordSchema = z.object({
  format: z.literal('cirrus-estimate-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  estimator: estimatorSchema,
  /** Folder of the run whose model it used. */
  run: z.string().nullable(),
  result: estimateResultSchema,
  statistics: estimateStatisticsSchema,
})
export type EstimateRecord = z.infer<typeof estimateRecordSchema>

/** Folder of one of an inpainting's estimates. */
export const estimateFolder = (inpainting: string, name: string) => join(inpaintingFiles(inpainting).estimates, name)

export const estimateFiles = (folder: string) => ({
  record: join(folder, 'estimate.json'),
  /** The estimate everywhere, standardised float32 [size, size]; of several channels, as all pictures, [size, size, channels]. */
  fill: join(folder, 'fill.npy'),
  /** Its standard deviation, [size, size], if the estimator gives one. */
  deviation: join(folder, 'std.npy'),
  /** Constrained realisations, [count, size, size], if it draws any. */
  samples: join(folder, 'samples.npy'),
  /** The objective at every iteration, of those that minimise one. */
  history: join(folder, 'objective.csv'),
})

export const writeEstimateRecord = (folder: string, record: EstimateRecord) =>
  writeRecord(estimateFiles(folder).record, record)

/** @throws CirrusError refused if the folder holds no complete estimate */
export const readEstimateRecord = (folder: string): Promise<EstimateRecord> =>
  readRecord(estimateFiles(folder).record, estimateRecordSchema, {
    absent: refused(folder, '', 'this folder holds no complete estimate'),
  })

/** Names of an inpainting's complete estimates, in the order of their creation. */
export async function completeEstimates(inpainting: string): Promise<string[]> {
  const names = await readdir(inpaintingFiles(inpainting).estimates).catch(() => [])
  const complete = names.filter(
    (name) =>
      estimateNameSchema.safeParse(name).success && existsSync(estimateFiles(estimateFolder(inpainting, name)).record),
  )
  const dated = complete.map(async (name) => {
    const { createdAt } = await readEstimateRecord(estimateFolder(inpainting, name))
    return { name, createdAt }
  })
  return (await Promise.all(dated)).sort((a, b) => a.createdAt.localeCompare(b.createdAt)).map(({ name }) => name)
}

/** The pictures of an estimate, standardised, float32 [size, size, channels]; of samples [count, size, size, channels]. */
export interface EstimatePictures {
  fill: Float32Array
  deviation: Float32Array | null
  samples: Float32Array | null
}

export async function readEstimatePictures(folder: string): Promise<EstimatePictures> {
  const files = estimateFiles(folder)
  const read = async (path: string) => Float32Array.from((await readNpy(path)).data)
  const ifThere = (path: string) => (existsSync(path) ? read(path) : null)
  return {
    fill: await read(files.fill),
    deviation: await ifThere(files.deviation),
    samples: await ifThere(files.samples),
  }
}
