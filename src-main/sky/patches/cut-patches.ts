import { availableParallelism } from 'node:os'
import { answersInOrder, startWorkerPool } from '../../workers/worker-pool.ts'
import { workerUrl } from '../../workers/worker-url.ts'
import { SkyError } from '../../../src-shared/sky/sky-error.ts'
import { isImage, isSparse, type SkyField } from '../../../src-shared/sky/field.ts'
import { reorder } from '../../../src-shared/sky/healpix/reorder.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { pixelList } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { sameKind, sparseInRings, type SparseMap } from '../../../src-shared/sky/healpix/sparse-map.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import type { Scaling } from '../../../src-shared/sky/scale.ts'
import type { ClipRule } from '../../../src-shared/sky/clip-pixels.ts'
import type { HoleTreatment } from '../../../src-shared/sky/standardise-holes.ts'
import { smoothedWidth } from './smoothed-cut.ts'
import { channelCount, type CutBatch, type CutTask, type CutWorkerData, type StokesValues } from './cut-batch.ts'
import type { Place } from '../../../src-shared/sky/position.ts'

export type CutOptions = PatchGeometry &
  Partial<HoleTreatment> &
  Scaling & {
    /** Q and U of the map, for patches of several channels. */
    stokes?: StokesValues | null
    /** A mask of any grid: its NaN are missing pixels. */
    mask?: SkyField | null
    /** Bad pixels by their values; none if null. */
    clip?: ClipRule | null
    /** Full width at half maximum of the Gaussian that patches are smoothed by, degrees; 0 for none. */
    smoothing?: number
    /** Worker threads; by default one per processor. */
    threads?: number
    signal?: AbortSignal
  }

/** Values per batch: about 8 MB of float32, small enough to overlap cutting with writing to disk. */
const BATCH_VALUES = 2 ** 21

/**
 * Cuts and standardises patches on all processors: `for await (const batch of cutPatches(...))`. Batches come in the
 * order of the centres; a slow consumer slows the workers down. Leaving the loop ends the workers.
 * @param map NaN where pixels are missing; not copied if in a SharedArrayBuffer, and RING if HEALPix
 * @throws SkyError `patch` for a size below 2 or a width too large for a tangent plane; the signal's reason when
 * aborted
 */
export async function* cutPatches(
  map: SkyField,
  centres: readonly Place[],
  options: CutOptions,
): AsyncGenerator<CutBatch, void, undefined> {
  const { size, width, stokes = null, smoothing = 0 } = options
  const { threads = availableParallelism(), signal } = options
  if (!(Number.isInteger(size) && size >= 2))
    throw new SkyError('patch', `A patch of ${size} pixels cannot be cut; give a whole number from 2.`)
  if (!(width > 0 && smoothedWidth({ size, width }, smoothing) < 120))
    throw new SkyError(
      'patch',
      `A patch ${width} degrees wide${smoothing > 0 ? ', with the margin that smoothing needs,' : ''} cannot be cut on a plane; ${smoothing > 0 ? 'give a narrower beam' : 'give a width below 120'}.`,
    )
  signal?.throwIfAborted()
  const perBatch = Math.max(
    1,
    Math.min(Math.floor(BATCH_VALUES / (size ** 2 * channelCount(stokes))), Math.ceil(centres.length / (4 * threads))),
  )
  const batches = Math.ceil(centres.length / perBatch)
  const workerData = cutSetup(map, options)
  const pool = startWorkerPool<CutTask, CutBatch>(
    workerUrl('cut-worker', import.meta.url),
    Math.min(threads, batches),
    workerData,
    (code) => new SkyError('patch', `A worker that cuts patches ended early (exit code ${code}).`),
  )
  const taskOf = (batch: number): CutTask => {
    const first = batch * perBatch
    return { first, centres: centres.slice(first, first + perBatch) }
  }
  yield* answersInOrder(pool, batches, taskOf, 2 * threads, signal)
}

/** What a worker needs to cut patches. */
export function cutSetup(map: SkyField, options: CutOptions): CutWorkerData {
  const { size, width, scale, softening, stokes = null, mask = null, clip = null } = options
  const { smoothing = 0, holes = 'skip', goodFraction = 1 } = options
  return {
    field: sharedField(map),
    geometry: { size, width },
    scaling: { scale, softening },
    stokes,
    mask: mask && sharedField(mask),
    holes,
    goodFraction,
    clip,
    smoothing,
  }
}

/** The field with its values in shared memory, and in RING order if HEALPix. */
export function sharedField(field: SkyField): SkyField {
  const { values } = field
  const isShared = values.buffer instanceof SharedArrayBuffer
  if (isShared && (isImage(field) || field.ordering === 'RING')) return field
  if (isSparse(field)) return sharedSparse(field)
  const shared = sameKind(values, values.length, true)
  if (!isImage(field)) return { ...field, ordering: 'RING', values: reorder(values, field.ordering, 'RING', shared) }
  shared.set(values)
  return { ...field, values: shared }
}

function sharedSparse(map: SparseMap): SparseMap {
  if (map.ordering === 'NESTED') return sparseInRings(map, true)
  const values = sameKind(map.values, map.values.length, true)
  values.set(map.values)
  return { ...map, values, list: pixelList(npixOf(map.nside), map.list.pixels, true) }
}
