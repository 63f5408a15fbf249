import { z } from 'zod'
import { blurOf, pixelWindowSchema } from '../../src-shared/inpainting/blur.ts'
import type { DataFacts } from '../../src-shared/inpainting/data-facts.ts'
import { channelSetNames, channelSets, type Channel, type ChannelSet } from '../../src-shared/sky/channels.ts'
import { event, method } from '../rpc/table.ts'
import { channelQuery, splitNameSchema } from './datasets.ts'
import {
  estimateNameSchema,
  estimateOrderSchema,
  estimateSchema,
  objectivePointSchema,
  pictureStatisticsSchema,
} from './estimators.ts'
import { channelMaskSchema, maskChoiceSchema, type ChannelMask } from './masks.ts'
import { changeEvent, idSchema, instantSchema, nothingSchema, oneSchema } from './states.ts'

/**
 * Noise of the data: white, in standardised units; or in the map's unit, with the standard deviation of every pixel (a
 * HEALPix map, of one of its columns, or a picture of the patch's size), or with a power spectrum (a CSV file of l and N_l,
 * in the unit squared times steradians).
 */
export const noiseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('white'), sigma: z.number().gt(0).max(10) }),
  z.object({ kind: z.literal('map'), path: z.string().min(1), column: z.string().nullable().default(null) }),
  z.object({ kind: z.literal('spectrum'), path: z.string().min(1) }),
])
export type Noise = z.infer<typeof noiseSchema>

/** Full width at half maximum of a Gaussian beam, arcmin; null without one. */
export const beamSchema = z.number().gt(0).max(600).nullable()

/** How a channel is observed otherwise than a problem says: what stands here holds for it alone. */
export const channelProblemSchema = z.object({
  mask: channelMaskSchema.optional(),
  beam: beamSchema.optional(),
  noise: noiseSchema.optional(),
})

/**
 * What is to be estimated: a patch x of a dataset from data d = A x + n, where A is its mask, after its beam and then its
 * pixel window if there are any. By default as in the paper, Sec. 3.3.
 */
export const problemSchema = z.object({
  patch: z.number().int().min(0),
  mask: maskChoiceSchema,
  beam: beamSchema.default(null),
  /** Over what the data are means, after the beam; null for points. */
  pixelWindow: pixelWindowSchema.nullable().default(null),
  noise: noiseSchema.default({ kind: 'white', sigma: 0.2 }),
  /** Of patches of several channels, what differs for some: I seen everywhere, Q and U nowhere. */
  channels: z.partialRecord(z.enum(['I', 'Q', 'U'] satisfies Channel[]), channelProblemSchema).default({}),
  /** Whether such noise is added to the patch to make the data; without it, the patch itself is taken for data with noise. */
  simulated: z.boolean().default(false),
  /** Of the simulated noise. */
  seed: z.number().int().min(0).default(0),
})
export type Problem = z.infer<typeof problemSchema>

/** What matters of a problem's data to estimators. @param patch pixels on a side, degrees, and channels */
export function factsOfData(
  problem: Problem,
  { channels: set, ...geometry }: { size: number; width: number; channels: ChannelSet },
): DataFacts {
  const channels = channelSets[set].map((channel) => ofChannel(problem, channel))
  const kinds = channels.map(({ noise }) => noise.kind)
  return {
    blurs: channels.map((channel) => blurOf(channel, geometry)),
    noise: (['spectrum', 'map'] as const).find((kind) => kinds.includes(kind)) ?? 'white',
    ...{ size: geometry.size, channels: channels.length },
    unseen: channels.some(({ mask }) => mask.kind === 'none'),
    whole: isSeenWhole(problem, set),
  }
}

/** Whether a problem has no hole: all of every channel is seen, and estimates are compared with the truth everywhere. */
export const isSeenWhole = (problem: Pick<Problem, 'mask' | 'channels'>, set: ChannelSet): boolean =>
  channelSets[set].every((channel) => (problem.channels[channel]?.mask ?? problem.mask).kind === 'all')

/** How one channel of a problem's patch is observed. */
export type ChannelProblem = Omit<Problem, 'mask' | 'channels'> & { mask: ChannelMask }

/** A problem as it is for one channel. */
export function ofChannel(problem: Problem, channel: Channel): ChannelProblem {
  const { channels, ...all } = problem
  const own = channels[channel] ?? {}
  return {
    ...all,
    mask: own.mask ?? all.mask,
    beam: own.beam === undefined ? all.beam : own.beam,
    noise: own.noise ?? all.noise,
  }
}

/** Whether the observed pixels of a channel's data are those of the patch: estimates are needed in its hole alone. */
export const isSeenDirectly = (channel: Pick<ChannelProblem, 'beam' | 'pixelWindow' | 'simulated'>) =>
  !isBlurred(channel) && !channel.simulated

/** Whether the data of a channel are seen through a beam or a pixel window. */
export const isBlurred = ({ beam, pixelWindow }: Pick<ChannelProblem, 'beam' | 'pixelWindow'>) =>
  beam !== null || pixelWindow !== null

/**
 * Statistics of the true patch, its first channel; and of its other channels, in their order. Histogram: 20 bins from -3 to 5
 * (Fig. 3). Spectrum: at ell.
 */
export const inpaintingStatisticsSchema = z.object({
  edges: z.array(z.number()),
  ell: z.array(z.number()),
  original: pictureStatisticsSchema,
  others: z.array(pictureStatisticsSchema).default([]),
})
export type InpaintingStatistics = z.infer<typeof inpaintingStatisticsSchema>

/** A problem with its estimates, in the order they were asked for. */
export const inpaintingSchema = z.object({
  id: idSchema,
  datasetId: idSchema.nullable(),
  datasetName: z.string(),
  problem: problemSchema,
  /** Centre in degrees, Galactic (null if it is not known); side in degrees and pixels; unit of the map. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  rotation: z.number().nullable(),
  split: splitNameSchema,
  size: z.number().int(),
  width: z.number(),
  channels: z.enum(channelSetNames),
  unit: z.string(),
  folder: z.string(),
  statistics: inpaintingStatisticsSchema.nullable(),
  createdAt: instantSchema,
  estimates: z.array(estimateSchema),
})
export type Inpainting = z.infer<typeof inpaintingSchema>

const inpaintingOrderSchema = z.object({
  datasetId: idSchema,
  problem: problemSchema,
  estimates: z.array(estimateOrderSchema).min(1).max(20),
})
export type InpaintingOrder = z.infer<typeof inpaintingOrderSchema>

/** Parameters of a method about one estimate, or about all of an inpainting if it is null. */
const someSchema = oneSchema.extend({ estimate: estimateNameSchema.nullable().default(null) })

export const inpaintingMethods = {
  'inpaintings.list': method({ params: nothingSchema, result: z.array(inpaintingSchema) }),
  'inpaintings.get': method({ params: oneSchema, result: inpaintingSchema }),
  /** The objective at every accepted iteration of every start of an estimate that minimises one. */
  'inpaintings.history': method({
    params: oneSchema.extend({ estimate: estimateNameSchema }),
    result: z.array(objectivePointSchema),
  }),
  /**
   * Refuses what `inpaintings.start` would refuse, naming the field; otherwise returns the folder that it would use.
   */
  'inpaintings.check': method({ params: inpaintingOrderSchema, result: z.object({ folder: z.string() }) }),
  /** Makes the problem, and queues its estimates. */
  'inpaintings.start': method({ params: inpaintingOrderSchema, result: inpaintingSchema }),
  /**
   * Queues one more estimate of a problem; one with these settings that failed or was interrupted is started again.
   * @throws CirrusError conflict for one that is there or under way
   */
  'inpaintings.estimate': method({
    params: oneSchema.extend({ order: estimateOrderSchema }),
    result: inpaintingSchema,
  }),
  'inpaintings.stop': method({ params: someSchema, result: inpaintingSchema }),
  'inpaintings.remove': method({ params: someSchema, result: nothingSchema }),
}

export const inpaintingEvents = {
  'inpaintings.changed': changeEvent(inpaintingSchema),
  'inpaintings.objective': event(z.object({ id: idSchema, estimate: estimateNameSchema, point: objectivePointSchema })),
}

/** The pictures of a problem: the true patch; its mask (1 = observed); the data with the hole as NaN. */
export const problemArraySchema = z.enum(['original', 'mask', 'corrupted'])
export type ProblemArray = z.infer<typeof problemArraySchema>

/**
 * The pictures of an estimate: the estimate everywhere; the data with the hole filled by it, or the estimate everywhere
 * unless the patch is seen directly; original minus estimate; its standard deviation; one of its samples, filled in likewise.
 */
export const estimateArraySchema = z.enum(['fill', 'filled', 'residual', 'deviation', 'sample'])
export type EstimateArray = z.infer<typeof estimateArraySchema>

/** Address of one picture of a problem, of one of its channels, as float32 [size, size]. */
export const problemAddress = (id: string, array: ProblemArray, unit: 'standard' | 'map' = 'standard', channel = 0) =>
  `/data/inpaintings/${id}/${array}?unit=${unit}${channelQuery(channel)}`

/**
 * Address of one picture of an estimate, of one of its channels, as float32 [size, size].
 * @param sample which of the samples, from 0
 */
export const estimateAddress = (
  id: string,
  estimate: string,
  array: EstimateArray,
  unit: 'standard' | 'map' = 'standard',
  sample = 0,
  channel = 0,
) =>
  `/data/inpaintings/${id}/estimates/${estimate}/${array}?unit=${unit}${array === 'sample' && sample > 0 ? `&n=${sample}` : ''}${channelQuery(channel)}`
