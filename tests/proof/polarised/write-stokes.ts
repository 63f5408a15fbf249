import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { datasetChannels, standardOf, type SplitName } from '../../../src-preload/contract/datasets.ts'
import { patchesShape } from '../../../src-shared/sky/channels.ts'
import { patchInMapUnit } from '../../../src-shared/sky/patch-in-map-unit.ts'
import { evenlySpread } from '../../../src-shared/statistics/evenly-spread.ts'

/** Patches of a split in the map's unit, evenly chosen, as a file beside the dataset: [count, size, size, channels]. */
export async function writeStokes(dataset: string, split: SplitName, count: number): Promise<string> {
  const path = join(dataset, `${split}-${count}-map.npy`)
  if (existsSync(path)) return path
  const { record, patches } = await readDataset(dataset)
  const channels = datasetChannels(record.recipe)
  const all = patches.filter((patch) => patch.split === split)
  const chosen = evenlySpread(all.length, count)
  const { size } = record.recipe
  const values = new Float32Array(chosen.length * size ** 2 * channels.length)
  for (const [i, place] of chosen.entries()) {
    const patch = all[place]
    const standardised = await readPatches(dataset, patch.index, 1)
    const standards = channels.map((_, c) => standardOf(patch, c))
    values.set(patchInMapUnit(standardised, channels, standards, record.recipe), i * size ** 2 * channels.length)
  }
  await writeNpy(path, values, patchesShape(chosen.length, size, channels.length))
  return path
}
