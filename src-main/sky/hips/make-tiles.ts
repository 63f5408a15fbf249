import { SkyError } from '../../../src-shared/sky/sky-error.ts'
import { startWorkerPool, type WorkerPool } from '../../workers/worker-pool.ts'
import { workerUrl } from '../../workers/worker-url.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import { requireTile, type TilePlace } from './pyramid.ts'
import type { TileTask } from './tile-task.ts'
import type { TileOptions } from './tile-values.ts'

/** Workers end after this time without a task, in milliseconds. */
const idleTime = 20_000
const workers = 2

/** Makes tiles in worker threads, so that the host stays free; they start with the first task. */
export function createTileMaker() {
  let pool: WorkerPool<TileTask, ArrayBuffer> | null = null
  let idle: NodeJS.Timeout | undefined
  let asked = 0
  const end = async () => {
    clearTimeout(idle)
    const ending = pool
    pool = null
    ending?.fail(new SkyError('tile', 'The sky view was closed before the tile was made.'))
    await ending?.end()
  }
  const start = () =>
    (pool ??= startWorkerPool(
      workerUrl('tile-worker', import.meta.url),
      workers,
      null,
      (code) => new SkyError('tile', `A worker that makes tiles ended early (exit code ${code}).`),
    ))
  return {
    /** The bytes of a tile's FITS file. @throws SkyError `tile` for a tile that does not exist */
    async tile(field: SkyField, place: TilePlace, options: TileOptions): Promise<Uint8Array<ArrayBuffer>> {
      requireTile(field, place)
      const started = start()
      clearTimeout(idle)
      asked++
      try {
        return new Uint8Array(await started.ask({ field, place, options }))
      } catch (error) {
        // Workers that failed are started anew with the next task.
        await end()
        throw error
      } finally {
        if (--asked === 0) idle = setTimeout(() => void end(), idleTime).unref()
      }
    },
    end,
  }
}
export type TileMaker = ReturnType<typeof createTileMaker>
