import type { Patch } from '../../../src-preload/contract/datasets.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import type { Refusal } from '../../../src-shared/sky/scale.ts'
import type { CutBatch } from '../../sky/patches/cut-batch.ts'
import type { DatasetPlan } from './plan-dataset.ts'

/** What is known of the patches that are kept, filled as they are cut. */
export interface KeptPatches {
  patches: Patch[]
  places: Place[]
  /** Good pixels of each. */
  good: number[]
  refusals: Refusal[]
  /** Patches with missing pixels, and with clipped ones, and the number of these pixels. */
  holes: { patches: number; pixels: number }
  clipped: { patches: number; pixels: number }
}

export const nothingKept = (): KeptPatches => ({
  patches: [],
  places: [],
  good: [],
  refusals: [],
  holes: { patches: 0, pixels: 0 },
  clipped: { patches: 0, pixels: 0 },
})

/** Some patches, in order. */
export interface KeptPiece {
  /** Number of the first. */
  first: number
  /** Standardised, [count, size, size, channels]. */
  values: Float32Array
  /** [count, size, size]; null if all pixels are good. */
  good: Uint8Array | null
}

/**
 * The patches of a batch without the refused ones, closing the gaps.
 * @param channels their number
 * @param kept what is known of the patches so far; those of the batch are added
 */
export function keepPatches(
  { first: centre, ...batch }: CutBatch,
  { centres, splitOf }: Pick<DatasetPlan, 'centres' | 'splitOf'>,
  channels: number,
  kept: KeptPatches,
): KeptPiece {
  const values = batch.patches.length / batch.count
  const pixels = values / channels
  const first = kept.patches.length
  let used = 0
  for (let k = 0; k < batch.count; k++) {
    const refusal = batch.refusals[k]
    if (refusal) {
      kept.refusals.push(refusal)
      continue
    }
    if (used !== k) {
      batch.patches.copyWithin(used * values, k * values, (k + 1) * values)
      batch.good?.copyWithin(used * pixels, k * pixels, (k + 1) * pixels)
    }
    const good = batch.good ? sumOf(batch.good.subarray(used * pixels, (used + 1) * pixels)) : pixels
    used++
    count(kept.holes, pixels - good)
    count(kept.clipped, batch.clipped[k])
    kept.good.push(good)
    const place = centres[centre + k]
    kept.places.push(place)
    const [one, ...others] = Array.from({ length: channels }, (_, c) => ({
      mean: batch.mean[k * channels + c],
      std: batch.std[k * channels + c],
    }))
    kept.patches.push({ index: kept.patches.length, ...place, ...one, others, split: splitOf[centre + k] })
  }
  return {
    first,
    values: batch.patches.subarray(0, used * values),
    good: batch.good && batch.good.subarray(0, used * pixels),
  }
}

function count(total: { patches: number; pixels: number }, pixels: number): void {
  if (pixels > 0) total.patches++
  total.pixels += pixels
}

const sumOf = (good: Uint8Array): number => good.reduce((sum, one) => sum + one, 0)
