import type { EstimateStatistics } from '../../../src-preload/contract/estimators.ts'
import type { Problem } from '../../../src-preload/contract/inpaintings.ts'
import type { EstimatePictures } from './estimate-folder.ts'
import { fillHole } from './fill-hole.ts'
import type { ProblemPictures } from './inpainting-folder.ts'
import { pictureStatistics } from './patch-statistics.ts'

/** Histograms and spectra of an estimate, of the patch filled by it, and of that filled by its first sample. */
export function estimateStatistics(
  { fill, samples }: Pick<EstimatePictures, 'fill' | 'samples'>,
  { data, mask, problem }: Pick<ProblemPictures, 'data' | 'mask'> & { problem: Problem },
  geometry: { size: number; width: number },
): EstimateStatistics {
  const filledBy = (values: Float32Array) => pictureStatistics(fillHole(data, values, mask, problem), geometry)
  return {
    fill: pictureStatistics(fill, geometry),
    filled: filledBy(fill),
    sample: samples && filledBy(samples.subarray(0, fill.length)),
  }
}
