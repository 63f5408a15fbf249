import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SplitName } from '../../../src-preload/contract/datasets.ts'
import { openPatches } from '../../../src-main/engine/training/patch-source.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'

/** The patches of a split, evenly chosen, as a file beside the dataset: [count, size, size], standardised. */
export async function writeSky(dataset: string, split: SplitName, count: number): Promise<string> {
  const path = join(dataset, `${split}-${count}.npy`)
  if (existsSync(path)) return path
  const source = await openPatches(dataset)
  const { size } = source
  const all = source.splits[split]
  const chosen = Math.min(count, all.length)
  const patches = new Float32Array(chosen * size ** 2)
  for (let i = 0; i < chosen; i++) source.read(all[Math.floor((i * all.length) / chosen)], patches, i * size ** 2)
  source.close()
  await writeNpy(path, patches, [chosen, size, size])
  return path
}
