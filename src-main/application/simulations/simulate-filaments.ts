import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import { writeNpyRows } from '../../files/npy.ts'
import { writeRecord } from '../host/record-file.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import { chooseSky, describeSky, multipolesOf, type FilamentFacts, type WantedFilaments } from './choose-sky.ts'
import { paintPatches } from './paint-patches.ts'

export interface FilamentOrder extends WantedFilaments {
  /** Number of patches, and their pixels on a side. */
  count: number
  size: number
  /** Side of a patch, from the first to the last pixel, degrees. */
  width: number
  seed: number
  /** .npy file for the patches; what they were made with is written beside it, as .json. */
  out: string
  overwrite?: boolean
  /** Worker threads; by default one per processor. */
  threads?: number
  signal?: AbortSignal
  onProgress?: (fraction: number, note: string) => void
}

/**
 * Simulates patches of polarised dust as filaments, up to half as long as a patch, for `dataset import --channels IQU`:
 * float32 [count, size, size, 3], I, Q and U with mean I = 1.
 * @throws CirrusError conflict if a file exists; refused for what filaments can't be; cancelled
 */
export async function simulateFilaments(order: FilamentOrder): Promise<FilamentFacts & { record: string }> {
  const { count, size, width, seed, out, overwrite, threads, signal, onProgress } = order
  const record = `${out.replace(/\.npy$/, '')}.json`
  for (const file of [out, record]) requireFreeFile(file, overwrite)
  const pixel = width / (size - 1)
  const side = size * pixel
  // From three waves on a side.
  const multipoles = multipolesOf(pixel, (6 * Math.PI) / (side * DEGREE))
  const sky = chooseSky(order, { pixel, longest: side / 2, multipoles })
  const note = 'painting filaments'
  async function* patches() {
    let done = 0
    onProgress?.(0, note)
    for await (const some of paintPatches(count, { sky, size, pixel, seed }, { threads, signal })) {
      yield some
      done += some.length / (3 * size ** 2)
      onProgress?.(done / count, note)
    }
  }
  try {
    await writeNpyRows(out, 'float32', [size, size, 3], patches())
  } catch (error) {
    if (signal?.aborted) throw new CirrusError('cancelled', 'The simulation was stopped.')
    throw error
  }
  const { facts, powers } = describeSky(sky, multipoles)
  await writeRecord(record, { out, count, size, width, seed, ...facts, model: sky, powers })
  return { ...facts, record }
}
