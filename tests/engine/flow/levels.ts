import { join } from 'node:path'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { writeCsv } from '../../../src-main/files/csv.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { newFolder } from '../training/small-dataset.ts'

export const levelSize = 4

/** Patches that are nearly constant: ln of their mean, whichever sign of the latitude they have. */
export async function writeLevels(): Promise<string> {
  const folder = newFolder()
  const count = 880
  const means = fillNormal(new Float32Array(count), randomStream(3)).map(Math.exp)
  const values = fillNormal(new Float32Array(count * levelSize ** 2), randomStream(4)).map(
    (noise, i) => 0.1 * noise + Math.log(means[Math.floor(i / levelSize ** 2)]),
  )
  await writeNpy(join(folder, 'patches.npy'), values, [count, levelSize, levelSize])
  const rows = Array.from(means, (mean, i) => [
    i,
    (i % 2 ? 1 : -1) * (20 + (i % 50)),
    mean,
    1,
    i < 864 ? 'train' : 'validation',
  ])
  await writeCsv(join(folder, 'patches.csv'), { columns: ['index', 'lat', 'mean', 'std', 'split'], rows })
  return folder
}
