import { existsSync } from 'node:fs'
import type { Patch } from '../../../../src-preload/contract/datasets.ts'
import { channelOf } from '../../../../src-shared/sky/channels.ts'
import { datasetFiles, readPatches } from '../../datasets/dataset-folder.ts'
import { readMasks } from '../../datasets/stack-masks.ts'

/** Patches of one split with their values, in the dataset's order. */
export interface SplitPatches {
  patches: Patch[]
  /** float32 [count, size, size], standardised. */
  values: Float32Array
}

/** Reads one channel of the given patches of a dataset; adjacent ones are read together. */
export async function readSplitPatches(
  folder: string,
  patches: Patch[],
  { size, channels, channel }: { size: number; channels: number; channel: number },
): Promise<SplitPatches> {
  const values = new Float32Array(patches.length * size ** 2)
  for (let from = 0; from < patches.length;) {
    let to = from + 1
    while (to < patches.length && patches[to].index === patches[to - 1].index + 1) to++
    const some = await readPatches(folder, patches[from].index, to - from)
    values.set(channelOf(some, channels, channel), from * size ** 2)
    from = to
  }
  return { patches, values }
}

/** The masks of the given patches, uint8 [count, size, size]; null for a dataset without. */
export async function readSplitMasks(folder: string, patches: readonly Patch[], size: number) {
  const { masks: file } = datasetFiles(folder)
  if (!existsSync(file)) return null
  const masks = new Uint8Array(patches.length * size ** 2)
  for (const [i, { index }] of patches.entries()) masks.set(await readMasks(file, index, 1), i * size ** 2)
  return masks
}
