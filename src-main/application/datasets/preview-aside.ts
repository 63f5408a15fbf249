import { workerUrl } from '../../workers/worker-url.ts'
import { aside } from '../host/aside.ts'
import type { PreviewAnswer, PreviewTask } from './compute-preview.ts'

/** Computes a preview in a worker thread. @throws as `computePreview` */
export const previewAside = aside<PreviewTask, PreviewAnswer>(
  workerUrl('preview-worker', import.meta.url),
  'plans patches',
)
