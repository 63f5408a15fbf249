import type { Channel } from '../../../src-shared/sky/channels.ts'
import { toMapUnits, type Scaling, type Standard } from '../../../src-shared/sky/scale.ts'
import type { DatasetRecord } from '../datasets/dataset-folder.ts'

/** What undoes the standardisation of pictures that are not a dataset's patches. */
export interface PictureStandards {
  /** Of the dataset that the run was trained on. */
  record: DatasetRecord
  channels: readonly Channel[]
  /** By picture and channel. */
  standards: readonly Standard[][]
}

/**
 * One channel of pictures with their standardisation and scale undone.
 * @param pictures [count, size, size], standardised
 * @param standards of each of them
 */
export function picturesInMapUnit(
  pictures: Float32Array,
  standards: readonly Standard[],
  scaling: Scaling,
): Float32Array {
  const out = new Float32Array(pictures.length)
  const pixels = pictures.length / standards.length
  standards.forEach((standard, i) =>
    out.set(toMapUnits(pictures.subarray(i * pixels, (i + 1) * pixels), standard, scaling), i * pixels),
  )
  return out
}
