import { datasetChannels } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { readDataset, readPatches } from './dataset-folder.ts'
import { datasetMasks } from './stack-masks.ts'

/** Patches read at once. */
const atOnce = 128

/**
 * Training patches without holes, in groups: spread evenly, if there are more than `most`.
 * @returns patches standardised, float32 [count, size, size, channels], and the share that was read with them
 * @throws CirrusError refused if there are fewer than two; and errors of reading the files
 */
export async function* trainingPatches(
  folder: string,
  most: number,
): AsyncGenerator<{ patches: Float32Array; share: number }> {
  const { record, patches } = await readDataset(folder)
  const pixels = record.recipe.size ** 2
  const width = pixels * datasetChannels(record.recipe).length
  const training = patches.filter(({ split }) => split === 'train').map(({ index }) => index)
  const step = Math.max(1, training.length / most)
  const chosen = new Set(
    Array.from({ length: Math.min(most, training.length) }, (_, k) => training[Math.floor(k * step)]),
  )
  let whole = 0
  for (let first = 0; first < patches.length; first += atOnce) {
    const count = Math.min(atOnce, patches.length - first)
    const [values, masks] = [await readPatches(folder, first, count), await datasetMasks(folder, first, count)]
    const isWhole = (k: number) => !masks?.subarray(k * pixels, (k + 1) * pixels).includes(0)
    const used = Array.from({ length: count }, (_, k) => k).filter((k) => chosen.has(first + k) && isWhole(k))
    whole += used.length
    if (used.length === 0) continue
    const group = new Float32Array(used.length * width)
    used.forEach((k, at) => group.set(values.subarray(k * width, (k + 1) * width), at * width))
    yield { patches: group, share: (first + count) / patches.length }
  }
  if (whole < 2) {
    throw refused(
      folder,
      'patches.csv',
      `a covariance needs training patches without holes, at least two, not ${whole}`,
    )
  }
}
