import { standardOf } from '../../../src-preload/contract/datasets.ts'
import { ofChannel, type ChannelProblem } from '../../../src-preload/contract/inpaintings.ts'
import { channelOf, channelSets, scalingOf, type Channel } from '../../../src-shared/sky/channels.ts'
import { slopeAt, toMapUnits, type Scaling, type Standard } from '../../../src-shared/sky/scale.ts'
import type { EstimatePictures } from './estimate-folder.ts'
import { fillHole } from './fill-hole.ts'
import type { InpaintingRecord, ProblemPictures } from './inpainting-folder.ts'

/** One channel of an inpainting as it is shown and exported; pictures are standardised, [size, size]. */
export interface ChannelOfInpainting extends ProblemPictures {
  channel: Channel
  problem: ChannelProblem
  standard: Standard
  scaling: Scaling
  /** What is given of an array of the inpainting, [size, size, channels] or [count, size, size, channels]. */
  plane<A extends Float32Array | Uint8Array>(values: A): A
  /** The data with the hole filled by an estimate. */
  filledBy(estimate: Float32Array): Float32Array
  toMap(values: Float32Array): Float32Array
  /** Standard deviations about these values in the unit of the map. */
  deviationInMap(deviation: Float32Array, values: Float32Array): Float32Array
}

/** @param place of the channel */
export function channelOfInpainting(
  record: InpaintingRecord,
  pictures: ProblemPictures,
  place: number,
): ChannelOfInpainting {
  const channels = channelSets[record.channels]
  const channel = channels[place]
  const plane = <A extends Float32Array | Uint8Array>(values: A) => channelOf(values, channels.length, place)
  const [original, data, mask] = [plane(pictures.original), plane(pictures.data), plane(pictures.mask)]
  const problem = ofChannel(record.problem, channel)
  const standard = standardOf(record, place)
  const scaling = scalingOf(channel, record)
  return {
    ...{ channel, problem, standard, scaling, original, data, mask, plane },
    filledBy: (estimate) => fillHole(data, estimate, mask, problem),
    toMap: (values) => toMapUnits(values, standard, scaling),
    deviationInMap(deviation, values) {
      const centre = toMapUnits(values, standard, scaling)
      return deviation.map((z, i) => z * standard.std * slopeAt(centre[i], scaling))
    },
  }
}

/** Every channel of an inpainting, in their order. */
export const channelsOfInpainting = (record: InpaintingRecord, pictures: ProblemPictures): ChannelOfInpainting[] =>
  channelSets[record.channels].map((_, place) => channelOfInpainting(record, pictures, place))

/** One channel of the pictures of an estimate. */
export const estimateOfChannel = (
  { plane }: Pick<ChannelOfInpainting, 'plane'>,
  { fill, deviation, samples }: EstimatePictures,
): EstimatePictures => ({
  fill: plane(fill),
  deviation: deviation && plane(deviation),
  samples: samples && plane(samples),
})
