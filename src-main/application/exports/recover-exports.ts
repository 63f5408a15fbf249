import { readdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { removeLeftovers } from '../../files/atomic.ts'
import type { Context } from '../host/context.ts'

/**
 * Removes what exports of a dead host left: partial files, and folders that are empty. Whole files stay, whoever wrote
 * them.
 */
export async function recoverExports({ catalog, layout }: Pick<Context, 'catalog' | 'layout'>): Promise<void> {
  const folders = await readdir(layout.exports, { withFileTypes: true }).catch(() => [])
  for (const { name } of folders.filter((entry) => entry.isDirectory())) {
    if (catalog.exports.get(name)) continue
    const folder = join(layout.exports, name)
    await removeLeftovers(folder)
    // A folder with files can't be removed so.
    await rmdir(folder).catch(() => {})
  }
}
