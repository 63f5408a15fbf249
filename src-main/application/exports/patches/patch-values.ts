import { standardOf, type Patch } from '../../../../src-preload/contract/datasets.ts'
import { channelOf, scalingOf } from '../../../../src-shared/sky/channels.ts'
import { slopeAtStandardised, toMapUnits } from '../../../../src-shared/sky/scale.ts'
import { readPatches } from '../../datasets/dataset-folder.ts'
import { datasetNoise } from '../../datasets/dataset-noise.ts'
import { datasetMasks, leaveOut } from '../../datasets/stack-masks.ts'
import type { PatchExportPlan } from './plan-patch-export.ts'

/** The values of a patch, [channels][size, size]; NaN where its mask says that a pixel is missing. */
export interface PatchValues {
  patch: Patch
  /** In the unit of the files. */
  map: Float32Array[]
  standard: Float32Array[]
  /** 1 = good, 0 = missing; null if the dataset has no masks. */
  mask: Uint8Array<ArrayBuffer> | null
  /** The standard deviations of the noise of both, to first order; null if the dataset has no noise maps. */
  noise: Record<'map' | 'standard', Float32Array[]> | null
}

/** Reads one patch of a dataset's folder. @throws FileFormatError */
export async function readPatchValues(folder: string, plan: PatchExportPlan, patch: Patch): Promise<PatchValues> {
  const { record, channels, factor } = plan
  const stored = await readPatches(folder, patch.index, 1)
  const mask = await datasetMasks(folder, patch.index, 1)
  const standard = channels.map((_, c) => channelOf(stored, channels.length, c))
  const map = standard.map((values, c) => {
    const inMap = toMapUnits(values, standardOf(patch, c), scalingOf(channels[c], record.recipe))
    return factor === 1 ? inMap : inMap.map((value) => value * factor)
  })
  const noise = plan.noise ? await noiseOf(folder, plan, patch, standard) : null
  const all = [...standard, ...map, ...(noise ? [...noise.standard, ...noise.map] : [])]
  if (mask) for (const values of all) leaveOut(values, mask)
  return { patch, map, standard, mask, noise }
}

/** @param values standardised, of each channel */
async function noiseOf(
  folder: string,
  { record, channels, factor }: PatchExportPlan,
  patch: Patch,
  values: readonly Float32Array[],
) {
  const stored = await datasetNoise(folder, patch.index, 1)
  const standard = channels.map((_, c) => channelOf(stored, channels.length, c))
  const map = standard.map((deviations, c) => {
    const [own, scaling] = [standardOf(patch, c), scalingOf(channels[c], record.recipe)]
    return deviations.map((deviation, i) => factor * deviation * slopeAtStandardised(values[c][i], own, scaling))
  })
  return { map, standard }
}
