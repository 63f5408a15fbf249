import { SkyError } from '../../../src-shared/sky/sky-error.ts'
import { startWorkerPool, type WorkerPool } from '../../workers/worker-pool.ts'
import { workerUrl } from '../../workers/worker-url.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import { joinPreviews } from './all-sky.ts'
import { requireTile, tileCount } from './tile-source.ts'
import type { TileTask } from './tile-task.ts'

/** Workers end after this time without a task, in milliseconds. */
const idleTime = 20_000
/** They divide the tiles evenly. */
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
  const work = async (tasks: readonly TileTask[]): Promise<ArrayBuffer[]> => {
    const started = start()
    clearTimeout(idle)
    asked++
    try {
      return await Promise.all(tasks.map((task) => started.ask(task)))
    } catch (error) {
      // Workers that failed are started anew with the next task.
      await end()
      throw error
    } finally {
      if (--asked === 0) idle = setTimeout(() => void end(), idleTime).unref()
    }
  }
  return {
    /** The bytes of a tile's FITS file. @throws SkyError `tile` for a tile that does not exist */
    async tile(field: SkyField, tile: number, zero: number): Promise<Uint8Array<ArrayBuffer>> {
      requireTile(tile)
      const [bytes] = await work([{ kind: 'tile', field, tile, zero }])
      return new Uint8Array(bytes)
    },
    /** The bytes of the preview of all tiles, of which each worker makes a part. Arguments as of `hipsAllSky`. */
    async allSky(field: SkyField, zero: number, isCyclic: boolean): Promise<Uint8Array<ArrayBuffer>> {
      const half = tileCount / workers
      const tasks = Array.from({ length: workers }, (_, i) => ({
        ...{ kind: 'previews' as const, field, zero, isCyclic },
        tiles: [i * half, (i + 1) * half] as [number, number],
      }))
      return joinPreviews((await work(tasks)).map((previews) => new Float32Array(previews)))
    },
    end,
  }
}
export type TileMaker = ReturnType<typeof createTileMaker>
