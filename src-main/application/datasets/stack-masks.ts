import { existsSync } from 'node:fs'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { readNpyRows } from '../../files/npy.ts'
import { datasetFiles } from './dataset-folder.ts'

/**
 * The masks of some patches of a stack, uint8 [count, size, size].
 * @throws CirrusError refused for a value other than 0 and 1, FileFormatError
 */
export async function readMasks(path: string, first: number, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const { data } = await readNpyRows(path, first, count)
  const masks = Uint8Array.from(data as ArrayLike<number>, Number)
  const odd = masks.findIndex((value) => value > 1)
  if (odd < 0) return masks
  const patch = first + Math.floor((odd * count) / masks.length)
  throw refused(path, `patch ${patch}`, `a mask holds only 1 (good) and 0 (not), not ${data[odd]}`, 'masks')
}

/** The masks of some patches of a dataset's folder, uint8 [count, size, size], 1 = good; null if it has none. */
export async function datasetMasks(folder: string, first: number, count: number) {
  const { masks } = datasetFiles(folder)
  return existsSync(masks) ? readMasks(masks, first, count) : null
}

/** Makes the pixels that a mask excludes NaN, in place: patches.npy holds 0 there, which is no value of the map. */
export function leaveOut(values: Float32Array, mask: Uint8Array): void {
  for (let i = 0; i < values.length; i++) if (mask[i] === 0) values[i] = NaN
}
