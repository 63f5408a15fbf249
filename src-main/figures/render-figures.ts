import { availableParallelism } from 'node:os'
import { answersInOrder, startWorkerPool } from '../workers/worker-pool.ts'
import { workerUrl } from '../workers/worker-url.ts'
import type { Figure } from './figure.ts'

export interface RenderTask {
  svg: string
  title: string
}

export interface RenderedFigure {
  pdf: Uint8Array
  /** At 300 dots per inch. */
  png: Uint8Array
}

/**
 * PDF and PNG of figures, in order: about a second of work each, on worker threads, so that the window still gets
 * answers. Leaving the loop ends the workers.
 * @throws the signal's reason when aborted
 */
export async function* renderFigures(
  figures: readonly Figure[],
  { threads = Math.min(availableParallelism(), 4), signal }: { threads?: number; signal?: AbortSignal } = {},
): AsyncGenerator<RenderedFigure, void, undefined> {
  const pool = startWorkerPool<RenderTask, RenderedFigure>(
    workerUrl('figure-worker', import.meta.url),
    Math.min(threads, figures.length),
    null,
    (code) => new Error(`A worker that draws figures ended early (exit code ${code}).`),
  )
  const taskOf = (index: number): RenderTask => ({ svg: figures[index].svg, title: figures[index].title })
  yield* answersInOrder(pool, figures.length, taskOf, threads, signal)
}
