import type { Patch } from '../../../../src-preload/contract/datasets.ts'
import { toMapUnits, type Scaling } from '../../../../src-shared/sky/scale.ts'
import type { PatchSet, PatchSets } from './measure-sets.ts'
import type { SplitPatches } from './split-patches.ts'

/** The sets a validation measures, standardised: float32 [count, size, size] each. */
export interface ValidatedPictures {
  patches: readonly Patch[]
  originals: Float32Array
  reconstructions: Float32Array
  residuals: Float32Array
  linear: Float32Array
  samples: Float32Array
  /** All training patches, and the subset that represents them. */
  train: SplitPatches
  chosen: readonly number[]
}

/** The sets, unchanged. @param pixels per patch */
export function standardSets(pictures: ValidatedPictures, pixels: number): PatchSets {
  const of = (values: Float32Array): PatchSet => ({
    count: values.length / pixels,
    patch: (index) => values.subarray(index * pixels, (index + 1) * pixels),
  })
  const train = of(pictures.train.values)
  return {
    original: of(pictures.originals),
    reconstruction: of(pictures.reconstructions),
    residual: of(pictures.residuals),
    linear: of(pictures.linear),
    sample: of(pictures.samples),
    train: { count: pictures.chosen.length, patch: (index) => train.patch(pictures.chosen[index]) },
  }
}

/** Masks of patches, uint8 [count, size, size]: 1 where a pixel is good; null if all are. */
export type PatchMasks = Uint8Array | null

/**
 * The same with NaN at the missing pixels of the patches, also of the pictures that stand for them, so that no statistic
 * counts what fills them. Samples have none.
 */
export function withHoles(
  sets: PatchSets,
  { own, train }: { own: PatchMasks; train: PatchMasks },
  chosen: readonly number[],
): PatchSets {
  const holed = ({ count, patch }: PatchSet, masks: PatchMasks, at: (index: number) => number): PatchSet => ({
    count,
    patch(index) {
      const values = patch(index)
      const start = at(index) * values.length
      const good = masks?.subarray(start, start + values.length)
      return good?.includes(0) ? values.map((value, i) => (good[i] ? value : NaN)) : values
    },
  })
  const here = (set: PatchSet) => holed(set, own, (index) => index)
  return {
    original: here(sets.original),
    reconstruction: here(sets.reconstruction),
    linear: here(sets.linear),
    ...(sets.residual && { residual: here(sets.residual) }),
    ...(sets.sample && { sample: sets.sample }),
    ...(sets.train && { train: holed(sets.train, train, (index) => chosen[index]) }),
  }
}

/** The same with standardisation and scale undone; prior samples have no map unit, and residuals are recomputed. */
export function mapSets(sets: PatchSets, { patches, train, chosen }: ValidatedPictures, scaling: Scaling): PatchSets {
  const inMapUnit = ({ count, patch }: PatchSet, patchOf: (index: number) => Patch): PatchSet => ({
    count,
    patch: (index) => toMapUnits(patch(index), patchOf(index), scaling),
  })
  const own = (index: number) => patches[index]
  const [original, reconstruction] = [inMapUnit(sets.original, own), inMapUnit(sets.reconstruction, own)]
  return {
    original,
    reconstruction,
    residual: {
      count: original.count,
      patch: (index) => difference(original.patch(index), reconstruction.patch(index)),
    },
    linear: inMapUnit(sets.linear, own),
    train: inMapUnit(sets.train!, (index) => train.patches[chosen[index]]),
  }
}

export const difference = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => value - b[i])
