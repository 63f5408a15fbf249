import { join } from 'node:path'
import { z } from 'zod'
import {
  rotationSchema,
  scalingShape,
  splitNameSchema,
  standardisationSchema,
} from '../../../src-preload/contract/datasets.ts'
import { inpaintingStatisticsSchema, problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { channelSetNames, channelSets, type Channel, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import { readNpy } from '../../files/npy.ts'
import { originShape } from '../datasets/patch-origin.ts'
import { writeRecord } from '../host/record-file.ts'

/**
 * inpainting.json: a problem, and where its patch comes from. Written after the arrays of the problem: a folder that has
 * one can be estimated. What is made of it lies in estimates/ (estimate-folder.ts).
 */
export const inpaintingRecordSchema = z.object({
  format: z.literal('cirrus-inpainting-3'),
  cirrus: z.string(),
  createdAt: instantSchema,
  dataset: z.string(),
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
  channels: z.enum(channelSetNames).default('I'),
  /** Of the first channel. */
  mean: z.number(),
  std: z.number(),
  /** Of the other channels, in their order. */
  others: z.array(z.object({ mean: z.number(), std: z.number() })).default([]),
  problem: problemSchema,
  statistics: inpaintingStatisticsSchema,
})
export type InpaintingRecord = z.infer<typeof inpaintingRecordSchema>

export const inpaintingFiles = (folder: string) => ({
  record: join(folder, 'inpainting.json'),
  original: join(folder, 'original.npy'),
  data: join(folder, 'data.npy'),
  mask: join(folder, 'mask.npy'),
  /** Of noise that is not white (noise-of-problem.ts), of a channel if there are several. */
  noise: (channel: Channel, set: ChannelSet) =>
    join(folder, channelSets[set].length === 1 ? 'noise.npy' : `noise-${channel}.npy`),
  estimates: join(folder, 'estimates'),
})

export const writeInpaintingRecord = (folder: string, record: InpaintingRecord) =>
  writeRecord(inpaintingFiles(folder).record, record)

/** The pictures of a problem, standardised, float32 [size, size]; of several channels, [size, size, channels]. */
export interface ProblemPictures {
  original: Float32Array
  /** 0 in the hole. */
  data: Float32Array
  /** 1 = observed, 0 = hole. */
  mask: Uint8Array
}

export async function readProblemPictures(folder: string): Promise<ProblemPictures> {
  const files = inpaintingFiles(folder)
  const original = Float32Array.from((await readNpy(files.original)).data)
  const mask = Uint8Array.from((await readNpy(files.mask)).data)
  // Folders of earlier formats hold the values of the patch in the hole as well.
  const data = Float32Array.from((await readNpy(files.data)).data, (value, i) => (mask[i] === 1 ? value : 0))
  return { original, data, mask }
}
