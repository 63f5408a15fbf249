import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { datasetChannels, standardOf, type SplitName } from '../../../src-preload/contract/datasets.ts'
import { channelOf, interleaved, patchesShape, scalingOf } from '../../../src-shared/sky/channels.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'

/** Patches of a split in the map's unit, evenly chosen, as a file beside the dataset: [count, size, size, channels]. */
export async function writeStokes(dataset: string, split: SplitName, count: number): Promise<string> {
  const path = join(dataset, `${split}-${count}-map.npy`)
  if (existsSync(path)) return path
  const { record, patches } = await readDataset(dataset)
  const channels = datasetChannels(record.recipe)
  const all = patches.filter((patch) => patch.split === split)
  const chosen = Math.min(count, all.length)
  const { size } = record.recipe
  const values = new Float32Array(chosen * size ** 2 * channels.length)
  for (let i = 0; i < chosen; i++) {
    const patch = all[Math.floor((i * all.length) / chosen)]
    const standardised = await readPatches(dataset, patch.index, 1)
    const planes = channels.map((channel, c) =>
      toMapUnits(channelOf(standardised, channels.length, c), standardOf(patch, c), scalingOf(channel, record.recipe)),
    )
    values.set(interleaved(planes), i * size ** 2 * channels.length)
  }
  await writeNpy(path, values, patchesShape(chosen, size, channels.length))
  return path
}
