import {
  estimateArraySchema,
  problemArraySchema,
  type EstimateArray,
  type ProblemArray,
} from '../../../src-preload/contract/inpaintings.ts'
import { estimateId } from '../../../src-preload/contract/estimators.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { channelSets } from '../../../src-shared/sky/channels.ts'
import { channelOfQuery } from '../host/channel-of-query.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { found } from '../host/found.ts'
import { floatResponse } from '../host/responses.ts'
import { readEstimatePictures, type EstimatePictures } from './estimate-folder.ts'
import { channelOfInpainting, estimateOfChannel, type ChannelOfInpainting } from './channel-of-inpainting.ts'
import { readProblemPictures } from './inpainting-folder.ts'
import { readInpaintingRecord } from './read-inpainting.ts'

/** Serves /data/inpaintings/: the pictures of problems and their estimates, standardised or in the map's unit. */
export const inpaintingResources: readonly DataRoute[] = [
  [/^inpaintings\/([^/]+)\/([a-z]+)$/, problemPicture],
  [/^inpaintings\/([^/]+)\/estimates\/([^/]+)\/([a-z]+)$/, estimatePicture],
]

const noPicture = (of: string, name: string) => new CirrusError('not-found', `${of} has no picture "${name}".`)

async function problemPicture({ catalog }: Context, [id, name]: string[], query: URLSearchParams): Promise<Response> {
  const { folder, size } = found(catalog.inpaintings.get(id), 'inpainting', id)
  const array = problemArraySchema.safeParse(name)
  if (!array.success) throw noPicture('An inpainting', name)
  const shown = await shownChannel(folder, query)
  const { original, data, mask } = shown
  const inUnit = unitsOf(shown, query)
  const pictures: Record<ProblemArray, () => Float32Array> = {
    mask: () => Float32Array.from(mask),
    original: () => inUnit(original),
    corrupted: () => inUnit(data).map((value, i) => (mask[i] === 1 ? value : NaN)),
  }
  return floatResponse(pictures[array.data](), [size, size])
}

async function estimatePicture(
  { catalog }: Context,
  [id, estimate, name]: string[],
  query: URLSearchParams,
): Promise<Response> {
  const { folder, size } = found(catalog.inpaintings.get(id), 'inpainting', id)
  const { state, folder: own } = found(catalog.estimates.get(estimateId(id, estimate)), 'estimate', `${id}.${estimate}`)
  const array = estimateArraySchema.safeParse(name)
  if (!array.success) throw noPicture('An estimate', name)
  if (state !== 'complete')
    throw new CirrusError('not-found', `${estimate} of ${id} is ${state}; its ${name} is not available yet.`)
  const shown = await shownChannel(folder, query)
  const made = estimateOfChannel(shown, await readEstimatePictures(own))
  const sample = sampleOf(query, made, `${estimate} of ${id}`)
  const picture = estimatePictures(shown, { ...made, sample }, query)[array.data]()
  if (picture === null) throw new CirrusError('not-found', `${estimate} of ${id} has no ${name}.`)
  return floatResponse(picture, [size, size])
}

/** The sample that is asked for, the first unless another is. @throws CirrusError not-found for one that is not there */
function sampleOf(query: URLSearchParams, { fill, samples }: EstimatePictures, of: string): Float32Array | null {
  if (samples === null) return null
  const asked = query.get('n') ?? '0'
  const count = samples.length / fill.length
  const index = /^\d+$/.test(asked) ? Number(asked) : count
  if (index >= count) throw new CirrusError('not-found', `${of} has ${count} samples, and none numbered ${asked}.`)
  return samples.subarray(index * fill.length, (index + 1) * fill.length)
}

/** The channel that is asked for, the first unless another is. */
async function shownChannel(folder: string, query: URLSearchParams): Promise<ChannelOfInpainting> {
  const record = await readInpaintingRecord(folder)
  const place = channelOfQuery(query, channelSets[record.channels])
  return channelOfInpainting(record, await readProblemPictures(folder), place)
}

const isInMapUnit = (query: URLSearchParams) => query.get('unit') === 'map'

/** From standardised units to those asked for. */
const unitsOf = ({ toMap }: ChannelOfInpainting, query: URLSearchParams) =>
  isInMapUnit(query) ? toMap : (values: Float32Array) => values

function estimatePictures(
  shown: ChannelOfInpainting,
  { fill, deviation, sample }: Omit<EstimatePictures, 'samples'> & { sample: Float32Array | null },
  query: URLSearchParams,
): Record<EstimateArray, () => Float32Array | null> {
  const inUnit = unitsOf(shown, query)
  const filledBy = (values: Float32Array) => inUnit(shown.filledBy(values))
  return {
    fill: () => inUnit(fill),
    filled: () => filledBy(fill),
    residual() {
      const estimate = inUnit(fill)
      return inUnit(shown.original).map((value, i) => value - estimate[i])
    },
    deviation: () => (deviation && isInMapUnit(query) ? shown.deviationInMap(deviation, fill) : deviation),
    sample: () => sample && filledBy(sample),
  }
}
