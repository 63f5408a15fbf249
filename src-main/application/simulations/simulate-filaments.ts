import { setImmediate } from 'node:timers/promises'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { paintPatch } from '../../../src-shared/simulation/filaments/paint-patch.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import { writeNpyRows } from '../../files/npy.ts'
import { writeRecord } from '../host/record-file.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import { chooseSky, describeSky, multipolesOf, type FilamentFacts, type WantedFilaments } from './choose-sky.ts'

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
  signal?: AbortSignal
  onProgress?: (fraction: number, note: string) => void
}

/**
 * Simulates patches of polarised dust as filaments, up to half as long as a patch, for `dataset import --channels IQU`:
 * float32 [count, size, size, 3], I, Q and U with mean I = 1.
 * @throws CirrusError conflict if a file exists; refused for what filaments can't be; cancelled
 */
export async function simulateFilaments(order: FilamentOrder): Promise<FilamentFacts & { record: string }> {
  const { count, size, width, seed, out, overwrite, signal, onProgress } = order
  const record = `${out.replace(/\.npy$/, '')}.json`
  for (const file of [out, record]) requireFreeFile(file, overwrite)
  const pixel = width / (size - 1)
  const side = size * pixel
  // From three waves on a side.
  const multipoles = multipolesOf(pixel, (6 * Math.PI) / (side * DEGREE))
  const sky = chooseSky(order, { pixel, longest: side / 2, multipoles })
  async function* patches() {
    for (let i = 0; i < count; i++) {
      if (i % 8 === 0) await setImmediate()
      if (signal?.aborted) throw new CirrusError('cancelled', 'The simulation was stopped.')
      onProgress?.(i / count, 'painting filaments')
      yield paintPatch(seedRandom(seed * 2 ** 32 + i), sky, { size, pixel })
    }
  }
  await writeNpyRows(out, 'float32', [size, size, 3], patches())
  const { facts, powers } = describeSky(sky, multipoles)
  await writeRecord(record, { out, count, size, width, seed, ...facts, model: sky, powers })
  return { ...facts, record }
}
