import type { Export, exportEvents, exportMethods, Job, Validation } from '../../../src-preload/contract/index.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { found } from './found.ts'

/** A job that has already done its work. */
export const endedJob = (facts: Pick<Job, 'kind' | 'title' | 'subject'>): Job => ({
  id: 'job-ended',
  ...facts,
  state: 'complete',
  fraction: 1,
  note: 'done',
  secondsLeft: null,
  failure: null,
  cancellable: true,
  startedAt: new Date().toISOString(),
  endedAt: new Date().toISOString(),
})

/** The exports of an in-memory host: lists of files that do not exist. */
export function createFakeExports(exported: Export[], validations: readonly Validation[]) {
  const keep = (source: Export['source'], folder: string | null, files: Export['files']): Export => {
    const made: Export = {
      id: `${source.id}-export-${exported.length + 1}`,
      source,
      folder: folder ?? `/home/astro/.local/share/cirrus/exports/${source.id}`,
      files,
      createdAt: new Date().toISOString(),
    }
    exported.push(made)
    return made
  }
  const file = (name: string, size: number) => ({ name, path: `/x/${name}`, size })
  const handlers: Handlers<{ methods: typeof exportMethods; events: typeof exportEvents }> = {
    'exports.list': () => exported,
    'exports.create': ({ inpaintingId, formats, folder }) =>
      keep(
        { kind: 'inpainting', id: inpaintingId },
        folder,
        formats.map((format) => file(`filled-map.${format}`, 34_560)),
      ),
    'exports.patches': ({ datasetId, choice, formats, folder }) => {
      const count = choice.patches?.length ?? 3
      keep(
        { kind: 'dataset', id: datasetId },
        folder,
        formats.map((format) => file(`patches.${format}`, 34_560)),
      )
      return endedJob({ kind: 'dataset', title: `Export ${count} patches`, subject: datasetId })
    },
    'exports.samples': ({ runId, count = 1, formats, folder }) => {
      keep(
        { kind: 'run', id: runId },
        folder,
        formats.map((format) => file(`samples.${format}`, 34_560)),
      )
      return endedJob({ kind: 'run', title: `Draw ${count} samples`, subject: runId })
    },
    'exports.weights': ({ runId, checkpoint, folder }) =>
      keep({ kind: 'run', id: runId }, folder, [file(`${runId}-${checkpoint}.safetensors`, 8_912_345)]),
    'exports.validation': ({ validationId, folder }) => {
      found(validations, validationId, 'validation')
      return keep({ kind: 'validation', id: validationId }, folder, [file('report.html', 812_345)])
    },
  }
  return { handlers }
}
