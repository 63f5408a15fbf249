import type { ValidationResults } from '../../../../src-shared/validation/results.ts'
import { transformed, type NearestPatch } from '../../../../src-shared/statistics/nearest-patch.ts'
import { nearestPatches } from './nearest-patches.ts'
import { quartilesOver } from './set-results.ts'
import type { ValidationRecord } from '../validation-folder.ts'
import type { ValidatedPictures } from './patch-sets.ts'

export interface Memorisation {
  results: ValidationResults['memorisation']
  nearest: ValidationRecord['nearest']
  /** The training patch nearest to each sample, rotated and flipped to match: float32 [samples, size, size]. */
  pictures: Float32Array
}

/**
 * How close prior samples, and the patches themselves, are to the training patches: whether the model has memorised
 * them.
 * @param symmetries whether rotated and flipped training patches count, as the training saw them
 * @throws the signal's reason when aborted
 */
export async function measureMemorisation(
  { samples, originals, train }: ValidatedPictures,
  pixels: number,
  symmetries: boolean,
  { signal, onPatch }: { signal?: AbortSignal; onPatch?(done: number, count: number): void },
): Promise<Memorisation> {
  const looked = new Float32Array(samples.length + originals.length)
  looked.set(samples)
  looked.set(originals, samples.length)
  const found: NearestPatch[] = []
  for await (const one of nearestPatches(looked, train.values, pixels, symmetries, { signal }))
    onPatch?.(found.push(one), looked.length / pixels)

  const count = samples.length / pixels
  const pictures = new Float32Array(samples.length)
  const distances = found.map(({ squaredDistance }) => Math.sqrt(squaredDistance / pixels))
  const ofSamples = distances.slice(0, count)
  const nearest = found.slice(0, count).map((one, i) => {
    const item = train.values.subarray(one.index * pixels, (one.index + 1) * pixels)
    pictures.set(transformed(item, one), i * pixels)
    const { index, mean, std } = train.patches[one.index]
    return { index, distance: ofSamples[i], turns: one.turns, flipped: one.flipped, mean, std }
  })
  return {
    results: {
      symmetries,
      sample: quartilesOver(ofSamples),
      original: quartilesOver(distances.slice(count)),
      closest: Math.min(...ofSamples),
    },
    nearest,
    pictures,
  }
}
