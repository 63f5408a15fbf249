import { availableParallelism } from 'node:os'
import { answersInOrder, startCrew } from '../../threads/crew.ts'
import { workerUrl } from '../../threads/worker-url.ts'
import { SkyError } from '../error.ts'
import type { HealpixMap } from '../healpix/map.ts'
import { reorder } from '../healpix/reorder.ts'
import type { PatchGeometry } from '../projection/patch-pixels.ts'
import type { Refusal, Scale } from '../scale.ts'
import type { CutTask, CutWorkerData } from './cut-worker.ts'
import type { Centre } from './patch-grid.ts'

export type CutOptions = PatchGeometry & {
  scale: Scale
  /** Worker threads; by default one for each processor. */
  threads?: number
  signal?: AbortSignal
}

/**
 * Some patches in the order of their centres. Patch k of the batch belongs to centre `first + k`; where it could not be
 * made, `refusals[k]` says why and its values are zero.
 */
export type CutBatch = {
  first: number
  count: number
  /** Standardised values, float32 [count, size, size]. */
  patches: Float32Array<ArrayBuffer>
  /** Mean and standard deviation of the scaled values, [count]. */
  mean: Float64Array<ArrayBuffer>
  std: Float64Array<ArrayBuffer>
  refusals: (Refusal | null)[]
}

/** Values in a batch: about 8 MB of float32, so that batches pass between threads while the disk writes. */
const BATCH_VALUES = 2 ** 21

/**
 * Cuts and standardises patches on all processors: `for await (const batch of cutPatches(...))`. Batches come in the
 * order of the centres; a slow consumer holds the workers back. Leaving the loop ends the workers.
 * @param map NaN where pixels are missing; no copy is made when it is RING in a SharedArrayBuffer
 * @throws SkyError `patch` for a size below 2 or a width that no tangent plane holds; the signal's reason when aborted
 */
export async function* cutPatches(
  map: HealpixMap,
  centres: readonly Centre[],
  { size, width, scale, threads = availableParallelism(), signal }: CutOptions,
): AsyncGenerator<CutBatch, void, undefined> {
  if (!(Number.isInteger(size) && size >= 2))
    throw new SkyError('patch', `A patch of ${size} pixels cannot be cut; give a whole number from 2.`)
  if (!(width > 0 && width < 120))
    throw new SkyError('patch', `A patch ${width} degrees wide cannot be cut on a plane; give a width below 120.`)
  signal?.throwIfAborted()
  const perBatch = Math.max(
    1,
    Math.min(Math.floor(BATCH_VALUES / size ** 2), Math.ceil(centres.length / (4 * threads))),
  )
  const batches = Math.ceil(centres.length / perBatch)
  const workerData: CutWorkerData = {
    nside: map.nside,
    frame: map.frame,
    values: sharedRing(map),
    geometry: { size, width },
    scale,
  }
  const crew = startCrew<CutTask, CutBatch>(
    workerUrl('cut-worker', import.meta.url),
    Math.min(threads, batches),
    workerData,
    (code) => new SkyError('patch', `A worker that cuts patches ended early (exit code ${code}).`),
  )
  const taskOf = (batch: number): CutTask => {
    const first = batch * perBatch
    return { first, centres: centres.slice(first, first + perBatch) }
  }
  yield* answersInOrder(crew, batches, taskOf, 2 * threads, signal)
}

/** The values in RING order in memory that threads share. */
function sharedRing(map: HealpixMap): Float32Array {
  if (map.ordering === 'RING' && map.values.buffer instanceof SharedArrayBuffer) return map.values
  const shared = new Float32Array(new SharedArrayBuffer(map.values.length * 4))
  return reorder(map.values, map.ordering, 'RING', shared)
}
