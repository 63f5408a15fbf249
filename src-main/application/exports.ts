import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { exportEvents, exportMethods } from '../../src-preload/contract/exports.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import type { Handlers } from '../../src-preload/rpc/server.ts'
import { found, type Context } from './context.ts'
import { reserveFolder } from './naming.ts'
import { exportInpainting } from './operations/export-inpainting.ts'

type ExportContract = { methods: typeof exportMethods; events: typeof exportEvents }

export function exportHandlers({ catalog, layout, emit }: Context): Handlers<ExportContract> {
  return {
    'exports.list': () => catalog.exports.list(),

    async 'exports.create'({ inpaintingId, formats, folder }) {
      const inpainting = found(catalog.inpaintings.get(inpaintingId), 'inpainting', inpaintingId)
      if (inpainting.state !== 'complete') {
        throw new CirrusError(
          'conflict',
          `${inpaintingId} is ${inpainting.state}; only a complete inpainting can be exported.`,
        )
      }
      const id = reserveFolder(layout.exports, inpaintingId, catalog.exports)
      const own = join(layout.exports, id)
      const out = folder ?? own
      const files = await exportInpainting({ folder: inpainting.folder, formats, out }).catch(async (error) => {
        await rm(own, { recursive: true, force: true })
        throw error
      })
      const record = catalog.exports.insert({
        id,
        source: { kind: 'inpainting', id: inpaintingId },
        folder: out,
        files,
        createdAt: new Date().toISOString(),
      })
      emit('exports.changed', { id })
      return record
    },
  }
}
