import type { ChannelStatistics, EstimateStatistics } from '../../../src-preload/contract/estimators.ts'
import { ofChannel } from '../../../src-preload/contract/inpaintings.ts'
import { comparedPixels } from '../../../src-shared/inpainting/compared-pixels.ts'
import { compareInHole } from '../../../src-shared/inpainting/hole-measures.ts'
import { channelOf, channelSets } from '../../../src-shared/sky/channels.ts'
import type { EstimatePictures } from './estimate-folder.ts'
import { fillHole } from './fill-hole.ts'
import type { InpaintingRecord, ProblemPictures } from './inpainting-folder.ts'
import { pictureStatistics } from './patch-statistics.ts'

/**
 * Histograms and spectra of each channel of an estimate, of the patch filled by it, and of that filled by its first sample; and
 * how the latter two differ from the truth in the hole, if the channel has one; everywhere, if no channel has.
 */
export function estimateStatistics(
  { fill, samples }: Pick<EstimatePictures, 'fill' | 'samples'>,
  pictures: ProblemPictures,
  record: Pick<InpaintingRecord, 'problem' | 'channels' | 'size' | 'width'>,
): EstimateStatistics {
  const channels = channelSets[record.channels]
  const comparedAll = comparedPixels(pictures.mask)
  const [first, ...others] = channels.map((channel, place): ChannelStatistics => {
    const plane = (values: Float32Array) => channelOf(values, channels.length, place)
    const [original, data, estimate] = [plane(pictures.original), plane(pictures.data), plane(fill)]
    const mask = channelOf(pictures.mask, channels.length, place)
    const filledBy = (values: Float32Array) => fillHole(data, values, mask, ofChannel(record.problem, channel))
    const filled = filledBy(estimate)
    const sample = samples && filledBy(plane(samples.subarray(0, fill.length)))
    const compared = channelOf(comparedAll, channels.length, place)
    const difference = (picture: Float32Array) => compareInHole(original, picture, compared, record.size)
    return {
      fill: pictureStatistics(estimate, record),
      filled: pictureStatistics(filled, record),
      sample: sample && pictureStatistics(sample, record),
      inside: compared.includes(0) ? { filled: difference(filled), sample: sample && difference(sample) } : null,
    }
  })
  return { ...first, others }
}
