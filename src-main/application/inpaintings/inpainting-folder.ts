import { join } from 'node:path'
import { z } from 'zod'
import { splitNameSchema } from '../../../src-preload/contract/datasets.ts'
import {
  inpaintingConfigSchema,
  inpaintingResultSchema,
  inpaintingStatisticsSchema,
} from '../../../src-preload/contract/inpaintings.ts'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { readNpy } from '../../files/npy.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'

/** inpainting.json: what was filled, with what, and how well. Written last: a folder that has one is whole. */
export const inpaintingRecordSchema = z.object({
  format: z.literal('cirrus-inpainting-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  run: z.string(),
  dataset: z.string(),
  epoch: z.number().int(),
  latentDimension: z.number().int(),
  map: z.object({ path: z.string(), column: z.string(), unit: z.string(), citation: z.string().nullable() }),
  /** Degrees, Galactic. */
  lon: z.number(),
  lat: z.number(),
  size: z.number().int(),
  width: z.number(),
  split: splitNameSchema,
  /** x = z std + mean takes standardised values back, then exp where the scale is log. */
  scale: z.enum(['log', 'linear']),
  mean: z.number(),
  std: z.number(),
  config: inpaintingConfigSchema,
  result: inpaintingResultSchema,
  statistics: inpaintingStatisticsSchema,
})
export type InpaintingRecord = z.infer<typeof inpaintingRecordSchema>

export const inpaintingFiles = (folder: string) => ({
  record: join(folder, 'inpainting.json'),
  original: join(folder, 'original.npy'),
  data: join(folder, 'data.npy'),
  mask: join(folder, 'mask.npy'),
  reconstruction: join(folder, 'reconstruction.npy'),
  history: join(folder, 'objective.csv'),
})

export const writeInpaintingRecord = (folder: string, record: InpaintingRecord) =>
  writeRecord(inpaintingFiles(folder).record, record)

/** @throws CirrusError refused if the folder holds no finished inpainting */
export const readInpaintingRecord = (folder: string): Promise<InpaintingRecord> =>
  readRecord(inpaintingFiles(folder).record, inpaintingRecordSchema, {
    absent: refused(folder, '', 'this folder holds no finished inpainting; make one with cirrus inpaint'),
  })

/** The pictures of an inpainting, standardised, float32 [size, size]; mask 1 = observed. */
export interface InpaintingPictures {
  original: Float32Array
  mask: Float32Array
  reconstruction: Float32Array
}

export async function readInpaintingPictures(folder: string): Promise<InpaintingPictures> {
  const files = inpaintingFiles(folder)
  const read = async (path: string) => Float32Array.from((await readNpy(path)).data)
  return {
    original: await read(files.original),
    mask: await read(files.mask),
    reconstruction: await read(files.reconstruction),
  }
}
