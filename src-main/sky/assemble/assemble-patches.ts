import { availableParallelism } from 'node:os'
import { npixOf, type Frame, type MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { SkyError } from '../../../src-shared/sky/sky-error.ts'
import type { WeightedMap } from '../../../src-shared/sky/assemble/weighted-map.ts'
import { startWorkerPool } from '../../workers/worker-pool.ts'
import { workerUrl } from '../../workers/worker-url.ts'
import type { AssembleTask, AssembleWorkerData, BandOfPatches, PatchFile } from './assemble-task.ts'
import { addRelaxed, relaxation } from './relaxation.ts'
import { ringBands } from './ring-bands.ts'

export interface AssembleOptions {
  nside: number
  frame: Frame
  /** Precision of the map and of its weights. */
  type: 'float32' | 'float64'
  /** How often the map is corrected; 0 leaves the weighted mean. */
  corrections: number
  /** Worker threads; by default one per processor. */
  threads?: number
  signal?: AbortSignal
  onProgress?: (fraction: number) => void
}

/** Patches per task: some tenths of a second. */
const patchesAtOnce = 16

/**
 * Puts overlapping gnomonic patches together on the sphere: the weighted mean of their bilinear values at the centre of
 * each pixel; Q and U are turned from the patches' axes to the map's. As interpolation smooths both when a patch is cut and here, the mean is then corrected: patches are cut
 * from it, and what they lack is added to it in the same way (Van Cittert's iteration). The correction needs a
 * further array of the map for each channel.
 * @throws SkyError `patch` for patches without an inside or too wide for a plane; FileFormatError for a file that can't
 *   be read; the signal's reason when aborted
 */
export async function assemblePatches(file: PatchFile, options: AssembleOptions): Promise<WeightedMap> {
  const { size, width } = file.geometry
  const { nside, frame, type, corrections, threads = availableParallelism(), signal, onProgress } = options
  if (size < 3) throw new SkyError('patch', `Patches of ${size} pixels have no inside; give at least 3.`)
  if (!(width > 0 && width < 120))
    throw new SkyError('patch', `A patch ${width} degrees wide does not lie on a plane; give a width below 120.`)
  const bands = ringBands(file.patches, { nside, frame, width, bands: Math.min(threads, file.patches.length) })
  const values = file.channels.map(() => sharedMap(nside, type).fill(NaN))
  const weights = sharedMap(nside, type)
  const correction = file.channels.map(() => sharedMap(corrections > 0 ? nside : 0, type))
  const workerData: AssembleWorkerData = { ...file, nside, frame, values, weights, correction }
  const passes = 1 + corrections
  await withBandWorkers(workerData, bands, signal, async (passOver) => {
    for (let pass = 0; pass < passes; pass++) {
      await passOver(pass === 0 ? 'mean' : 'correction', (fraction) => onProgress?.((pass + fraction) / passes))
      if (pass === 0) continue
      for (const [c, channel] of values.entries()) addRelaxed(channel, correction[c], relaxation(pass, corrections))
    }
  })
  return { nside, frame, values, weights }
}

type PassOver = (pass: AssembleTask['pass'], onProgress: (fraction: number) => void) => Promise<void>

/** Runs work with a worker for each band, which can let all patches through them. */
async function withBandWorkers(
  { path, channels, masks, geometry, scaling, nside, frame, values, weights, correction }: AssembleWorkerData,
  bands: readonly BandOfPatches[],
  signal: AbortSignal | undefined,
  work: (passOver: PassOver) => Promise<void>,
): Promise<void> {
  signal?.throwIfAborted()
  const pool = startWorkerPool<AssembleTask, number>(
    workerUrl('assemble-worker', import.meta.url),
    bands.length,
    {
      path,
      channels,
      masks,
      geometry,
      scaling,
      nside,
      frame,
      values,
      weights,
      correction,
    } satisfies AssembleWorkerData,
    (code) => new SkyError('patch', `A worker that assembles patches ended early (exit code ${code}).`),
    signal,
  )
  const all = bands.reduce((sum, { patches }) => sum + patches.length, 0)
  try {
    await work(async (pass, onProgress) => {
      let done = 0
      await Promise.all(
        bands.map(async ({ band, patches }, worker) => {
          // One task after the other, so that the same patches always give the same map.
          for (let first = 0; first < patches.length; first += patchesAtOnce) {
            signal?.throwIfAborted()
            const some = patches.slice(first, first + patchesAtOnce)
            const count = await pool.ask({ pass, band, patches: some }, worker)
            done += count
            onProgress(done / all)
          }
        }),
      )
    })
  } finally {
    await pool.end()
  }
}

/** An array of the map's pixels in shared memory. */
function sharedMap(nside: number, type: AssembleOptions['type']): MapValues {
  const pixels = npixOf(nside)
  return type === 'float64'
    ? new Float64Array(new SharedArrayBuffer(8 * pixels))
    : new Float32Array(new SharedArrayBuffer(4 * pixels))
}
