import type { EstimateArray, ProblemArray } from '../../../../src-preload/contract/index.ts'
import { usePictureScales } from '../../../composables/use-picture-scales.ts'
import type { Channel } from '../../../../src-shared/sky/channels.ts'
import type { PictureScale } from '../../../composables/use-picture-scales.ts'

/** The scales that all pictures of a channel of problems and estimates on a page share. */
export function useEstimateScales(
  channel: () => Channel,
  pictures: (array: ProblemArray | EstimateArray) => readonly Float32Array[],
) {
  const { ofChannel, ofResiduals, ofDeviations } = usePictureScales()
  return (array: ProblemArray | EstimateArray): PictureScale => {
    if (array === 'residual') return ofResiduals(pictures('residual'))
    if (array === 'deviation') return ofDeviations(pictures('deviation'))
    return ofChannel(channel(), pictures('original'))
  }
}
