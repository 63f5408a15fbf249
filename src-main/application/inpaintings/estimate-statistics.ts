import type { EstimateStatistics } from '../../../src-preload/contract/estimators.ts'
import type { Problem } from '../../../src-preload/contract/inpaintings.ts'
import { compareInHole } from '../../../src-shared/inpainting/hole-measures.ts'
import type { EstimatePictures } from './estimate-folder.ts'
import { fillHole } from './fill-hole.ts'
import type { ProblemPictures } from './inpainting-folder.ts'
import { pictureStatistics } from './patch-statistics.ts'

/**
 * Histograms and spectra of an estimate, of the patch filled by it, and of that filled by its first sample; and how the
 * latter two differ from the truth in the hole.
 */
export function estimateStatistics(
  { fill, samples }: Pick<EstimatePictures, 'fill' | 'samples'>,
  { original, data, mask, problem }: ProblemPictures & { problem: Problem },
  geometry: { size: number; width: number },
): EstimateStatistics {
  const filled = fillHole(data, fill, mask, problem)
  const sample = samples && fillHole(data, samples.subarray(0, fill.length), mask, problem)
  const inHole = (picture: Float32Array) => compareInHole(original, picture, mask, geometry.size)
  return {
    fill: pictureStatistics(fill, geometry),
    filled: pictureStatistics(filled, geometry),
    sample: sample && pictureStatistics(sample, geometry),
    inside: { filled: inHole(filled), sample: sample && inHole(sample) },
  }
}
