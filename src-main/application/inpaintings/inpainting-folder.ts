import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  rotationSchema,
  scalingShape,
  splitNameSchema,
  standardisationSchema,
} from '../../../src-preload/contract/datasets.ts'
import {
  inpaintingConfigSchema,
  inpaintingResultSchema,
  inpaintingStatisticsSchema,
  type Operator,
} from '../../../src-preload/contract/inpaintings.ts'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { readNpy } from '../../files/npy.ts'
import { originShape } from '../datasets/patch-origin.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'
import { fillHole } from './fill-hole.ts'
import { comparePatches } from './patch-statistics.ts'

/** inpainting.json: the inpainting's input, method and quality. Written last: a folder that has one is complete. */
export const inpaintingRecordSchema = z.object({
  format: z.literal('cirrus-inpainting-2'),
  cirrus: z.string(),
  createdAt: instantSchema,
  run: z.string(),
  dataset: z.string(),
  epoch: z.number().int(),
  latentDimension: z.number().int(),
  ...originShape,
  /** The patch's row in its stack, which may have rows that gave no patch. */
  stackRow: z.number().int().optional(),
  /** Degrees, Galactic; null if its position is not known. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  rotation: rotationSchema,
  size: z.number().int(),
  width: z.number(),
  split: splitNameSchema,
  /** x = z std + mean undoes the standardisation of z; then exp if the scale is log, or softening sinh if asinh. */
  ...scalingShape,
  standardisation: standardisationSchema,
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
  model: join(folder, 'model.npy'),
  history: join(folder, 'objective.csv'),
})

export const writeInpaintingRecord = (folder: string, record: InpaintingRecord) =>
  writeRecord(inpaintingFiles(folder).record, record)

/** @throws CirrusError refused if the folder holds no complete inpainting */
export async function readInpaintingRecord(folder: string): Promise<InpaintingRecord> {
  await upgradeInpainting(folder)
  return readRecord(inpaintingFiles(folder).record, inpaintingRecordSchema, {
    absent: refused(folder, '', 'this folder holds no complete inpainting; create one with cirrus inpaint'),
  })
}

/** The pictures of an inpainting, standardised, float32 [size, size]; mask 1 = observed. */
export interface InpaintingPictures {
  original: Float32Array
  mask: Float32Array
  /** g(z) everywhere. */
  model: Float32Array
  /** The data, with the model in the hole. */
  filled: Float32Array
}

export async function readInpaintingPictures(folder: string, operator: Operator): Promise<InpaintingPictures> {
  const files = inpaintingFiles(folder)
  const read = async (path: string) => Float32Array.from((await readNpy(path)).data)
  const [original, mask, model] = [await read(files.original), await read(files.mask), await read(files.model)]
  return { original, mask, model, filled: fillHole(original, model, mask, operator) }
}

/**
 * Upgrades a folder of format 1, which called the model's picture a reconstruction and had no curves of the filled
 * patch. The record is written last, so an interrupted upgrade is repeated.
 */
async function upgradeInpainting(folder: string): Promise<void> {
  const files = inpaintingFiles(folder)
  const text = await readFile(files.record, 'utf8').catch(() => '')
  if (!text.includes('"cirrus-inpainting-1"')) return
  const { statistics: _, ...record } = JSON.parse(text) as InpaintingRecord
  await rename(join(folder, 'reconstruction.npy'), files.model).catch(() => {})
  const statistics = comparePatches(await readInpaintingPictures(folder, record.config.operator), record)
  await writeInpaintingRecord(folder, { ...record, format: 'cirrus-inpainting-2', statistics })
}
