import type { Estimator } from '../../../../src-preload/contract/estimators.ts'
import { refused } from '../../../../src-preload/rpc/errors.ts'
import { dividedNoise, type PatchNoise } from '../../../../src-shared/inpainting/patch-noise.ts'
import { seenInStandard, standardOfSeen } from '../../../../src-shared/sky/seen-standard.ts'
import type { EstimatePictures } from '../estimate-folder.ts'
import type { Given, Made } from './estimator-kind.ts'
import { runEstimator } from './table.ts'

/** What is seen of a patch, and who is to estimate the rest. */
export interface PatchToEstimate extends Given {
  estimator: Estimator
  /** Standardised as its dataset is; what it holds in the hole is ignored. */
  data: Float32Array
  /** In the same units. */
  noises: readonly PatchNoise[]
  /** Whether each patch of the dataset is standardised by itself. */
  standardisedAlone: boolean
  /** What it is, for errors: a folder, or a place in a map. */
  name: string
}

/** An estimate in the units of its data, and what only its estimator knows of how it went. */
export type PatchEstimate = EstimatePictures & Pick<Made, 'model' | 'minimum' | 'chains'>

/**
 * Estimates a patch of which a part is seen. Where each patch has its own mean and standard deviation, the estimator
 * gets what is seen standardised by itself, as those of the whole patch tell of its hole; the estimate is taken back.
 * @throws CirrusError refused if all that is seen has one value; and as the estimator
 */
export async function estimatePatch(patch: PatchToEstimate): Promise<PatchEstimate> {
  const { estimator, name, standardisedAlone, data, mask, noises, ...given } = patch
  const { channels } = given
  const seen = standardisedAlone ? standardOfSeen(data, mask, channels) : channels.map(() => ({ mean: 0, std: 1 }))
  if (!seen) {
    throw refused(name, 'mask', 'all pixels that it leaves have the same value, so they can’t be standardised')
  }
  const made = await runEstimator(estimator, {
    ...given,
    mask,
    data: seenInStandard(data, mask, seen),
    noises: noises.map((noise, c) => dividedNoise(noise, seen[c].std)),
  })
  const standardAt = (i: number) => seen[i % seen.length]
  const back = (values: Float32Array) => values.map((z, i) => z * standardAt(i).std + standardAt(i).mean)
  return {
    fill: back(made.fill),
    deviation: made.deviation?.map((z, i) => z * standardAt(i).std) ?? null,
    samples: made.samples ? back(made.samples) : null,
    model: made.model,
    minimum: made.minimum,
    chains: made.chains,
  }
}
