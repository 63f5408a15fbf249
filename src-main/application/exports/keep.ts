import { join } from 'node:path'
import type { Export } from '../../../src-preload/contract/exports.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import type { Context } from '../host/context.ts'
import { reserveFolder } from '../host/naming.ts'
import { tellChange } from '../host/tell-change.ts'
import type { WrittenFile } from '../host/written-file.ts'

/** Has files written into a folder, and records the export. */
export type Keep = (
  source: Export['source'],
  folder: string | null,
  write: (out: string) => Promise<WrittenFile[]>,
) => Promise<Export>

/** Writes into the folder, or into a new one in the home, and records the export in the catalog. */
export function keepExports(context: Context): Keep {
  const { catalog, layout } = context
  return async (source, folder, write) => {
    const id = reserveFolder(layout.exports, source.id, catalog.exports)
    const own = join(layout.exports, id)
    const out = folder ?? own
    const files = await write(out).catch(async (error) => {
      await removeFolder(own)
      throw error
    })
    const record = catalog.exports.insert({ id, source, folder: out, files, createdAt: new Date().toISOString() })
    tellChange(context, 'exports', id)
    return record
  }
}
