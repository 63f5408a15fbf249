import { join } from 'node:path'
import type { exportEvents, exportMethods } from '../../../src-preload/contract/exports.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../../src-preload/rpc/server.ts'
import { found } from '../host/found.ts'
import { type Context } from '../host/context.ts'
import { inpaintingOf } from '../inpaintings/inpainting-of.ts'
import { exportInpainting } from './export-inpainting.ts'
import { exportWeights } from './export-weights.ts'
import { keepExports } from './keep.ts'
import { startPatchExport } from './patches/start-patch-export.ts'
import { startSampleExport } from '../samples/start-sample-export.ts'
import { reportValidation } from './report-validation.ts'

type ExportContract = { methods: typeof exportMethods; events: typeof exportEvents }

export function exportHandlers(context: Context): Handlers<ExportContract> {
  const { catalog, engines } = context
  const keep = keepExports(context)

  /** A validation that can be exported. */
  function complete(id: string) {
    const { state, folder, runName: name } = found(catalog.validations.get(id), 'validation', id)
    if (state !== 'complete')
      throw new CirrusError('conflict', `${id} is ${state}; only a complete validation can be exported.`)
    return { folder, name }
  }

  return {
    'exports.list': () => catalog.exports.list(),

    'exports.create'({ inpaintingId, estimates, folder, ...order }) {
      const inpainting = found(inpaintingOf(catalog, inpaintingId), 'inpainting', inpaintingId)
      const complete = inpainting.estimates.filter(({ state }) => state === 'complete').map(({ name }) => name)
      const lacking = (estimates ?? []).find((name) => !complete.includes(name))
      if (lacking !== undefined || complete.length === 0) {
        const what = lacking === undefined ? 'no complete estimate' : `no complete estimate ${lacking}`
        throw new CirrusError('conflict', `${inpaintingId} has ${what}; only complete ones can be exported.`)
      }
      return keep({ kind: 'inpainting', id: inpaintingId }, folder, (out) =>
        exportInpainting({ ...order, folder: inpainting.folder, estimates, out }),
      )
    },

    'exports.patches': async (order) => (await startPatchExport(context, keep, order)).job,

    'exports.samples': async (order) => (await startSampleExport(context, keep, order)).job,

    'exports.weights'({ runId, checkpoint, folder }) {
      const run = found(catalog.runs.get(runId), 'run', runId)
      return keep({ kind: 'run', id: runId }, folder, async (out) => [
        await exportWeights({ folder: run.folder, checkpoint, file: join(out, `${runId}-${checkpoint}.safetensors`) }),
      ])
    },

    'exports.validation'({ validationId, besideId, folder }) {
      const subject = complete(validationId)
      const beside = besideId === null ? null : complete(besideId)
      return keep({ kind: 'validation', id: validationId }, folder, (out) =>
        reportValidation(engines.interactive, { subject, beside, out }),
      )
    },
  }
}
