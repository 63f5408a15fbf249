import { standardOf, type Patch } from '../../../../src-preload/contract/datasets.ts'
import { channelOf, scalingOf } from '../../../../src-shared/sky/channels.ts'
import { toMapUnits } from '../../../../src-shared/sky/scale.ts'
import { readPatches } from '../../datasets/dataset-folder.ts'
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
}

/** Reads one patch of a dataset's folder. @throws FileFormatError */
export async function readPatchValues(
  folder: string,
  { record, channels, factor }: Pick<PatchExportPlan, 'record' | 'channels' | 'factor'>,
  patch: Patch,
): Promise<PatchValues> {
  const stored = await readPatches(folder, patch.index, 1)
  const mask = await datasetMasks(folder, patch.index, 1)
  const standard = channels.map((_, c) => channelOf(stored, channels.length, c))
  const map = standard.map((values, c) => {
    const inMap = toMapUnits(values, standardOf(patch, c), scalingOf(channels[c], record.recipe))
    return factor === 1 ? inMap : inMap.map((value) => value * factor)
  })
  if (mask) for (const values of [...standard, ...map]) leaveOut(values, mask)
  return { patch, map, standard, mask }
}
