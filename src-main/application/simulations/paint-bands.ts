import { availableParallelism } from 'node:os'
import type { FilamentSky } from '../../../src-shared/simulation/filaments/paint-patch.ts'
import { bandsOf, type RingBand, type StokesMap } from '../../../src-shared/simulation/filaments/paint-sky.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { startWorkerPool } from '../../workers/worker-pool.ts'
import { workerUrl } from '../../workers/worker-url.ts'

export interface WholeSky {
  sky: FilamentSky
  nside: number
  seed: number
}

/** What a worker needs; the map is in shared memory. */
export interface BandWorkerData extends WholeSky {
  map: StokesMap
}

/** A worker's task: the next step of its band. Answered with the fraction that is done. */
export type BandTask = RingBand

export interface BandOptions {
  /** By default one per processor. */
  threads?: number
  signal?: AbortSignal
  onProgress?: (fraction: number) => void
}

/**
 * Paints the whole sky on all processors: each has a band of rings, draws all filaments and paints those that reach it, so that
 * the sky is the same for any number of them.
 * @throws the signal's reason when aborted
 */
export async function paintBands(
  whole: WholeSky,
  { threads = availableParallelism(), signal, onProgress }: BandOptions = {},
): Promise<StokesMap> {
  signal?.throwIfAborted()
  const { nside } = whole
  const bands = bandsOf(nside, Math.min(threads, nside))
  const map = { i: sharedMap(nside), q: sharedMap(nside), u: sharedMap(nside) }
  const pool = startWorkerPool<BandTask, number>(
    workerUrl('band-worker', import.meta.url),
    bands.length,
    { ...whole, map } satisfies BandWorkerData,
    (code) => new Error(`A worker that paints filaments ended early (exit code ${code}).`),
    signal,
  )
  const done = bands.map(() => 0)
  try {
    onProgress?.(0)
    await Promise.all(
      bands.map(async (band, worker) => {
        while (done[worker] < 1) {
          signal?.throwIfAborted()
          done[worker] = await pool.ask(band, worker)
          onProgress?.(done.reduce((sum, part) => sum + part, 0) / bands.length)
        }
      }),
    )
    return map
  } finally {
    await pool.end()
  }
}

const sharedMap = (nside: number) => new Float32Array(new SharedArrayBuffer(4 * npixOf(nside)))
