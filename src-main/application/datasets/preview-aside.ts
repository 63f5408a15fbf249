import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { standbyWorker } from '../../workers/standby.ts'
import { workerUrl } from '../../workers/worker-url.ts'
import type { PreviewAnswer, PreviewTask } from './compute-preview.ts'
import type { PreviewOutcome } from './preview-worker.ts'

const worker = standbyWorker<PreviewTask, PreviewOutcome>(
  workerUrl('preview-worker', import.meta.url),
  (code) => new CirrusError('internal', `The worker that plans patches ended early (exit code ${code}).`),
)

/**
 * Computes a preview in a worker thread, so that the host answers other calls meanwhile. The worker of one that is given
 * up is ended.
 * @throws as `computePreview`
 */
export async function previewAside(task: PreviewTask, signal?: AbortSignal): Promise<PreviewAnswer> {
  const outcome = await worker.ask(task, signal)
  if ('answer' in outcome) return outcome.answer
  const { code, message, field } = outcome.failure
  throw new CirrusError(code, message, undefined, { field })
}
