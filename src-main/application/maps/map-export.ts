import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { removeFolder } from '../../files/remove-folder.ts'
import type { Context } from '../host/context.ts'
import { reserveFolder } from '../host/naming.ts'
import { tellChange } from '../host/tell-change.ts'

/**
 * Writes one file made from a map into a folder of its own among the exports, and registers it; nothing is left if that
 * fails.
 * @returns the path of the file
 */
export async function writeMapExport(
  context: Context,
  id: string,
  name: string,
  format: string,
  write: (out: string) => Promise<unknown>,
): Promise<string> {
  const { catalog, layout } = context
  const exportId = reserveFolder(layout.exports, name, catalog.exports)
  const folder = join(layout.exports, exportId)
  const file = `${exportId}.${format}`
  const path = join(folder, file)
  await write(path).catch(async (error) => {
    await removeFolder(folder)
    throw error
  })
  catalog.exports.insert({
    id: exportId,
    source: { kind: 'map', id },
    folder,
    files: [{ name: file, path, size: (await stat(path)).size }],
    createdAt: new Date().toISOString(),
  })
  tellChange(context, 'exports', exportId)
  return path
}
