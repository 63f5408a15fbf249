import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Context } from '../host/context.ts'
import type { DataRoute } from '../host/data-route.ts'
import { found } from '../host/found.ts'
import { downloadResponse } from '../host/responses.ts'

/** Serves /data/exports/: the files of an export. */
export const exportResources: readonly DataRoute[] = [[/^exports\/([^/]+)\/([^/]+)$/, exportedFile]]

async function exportedFile(context: Context, [id, name]: string[]): Promise<Response> {
  const { files } = found(context.catalog.exports.get(id), 'export', id)
  const file = found(
    files.find((each) => each.name === name),
    'file',
    `${name} in ${id}`,
  )
  return downloadResponse(file.path, file.name).catch(() => {
    throw new CirrusError('not-found', `${file.path} is no longer there.`)
  })
}
