import { rename, rm } from 'node:fs/promises'
import { leftoverPath } from './atomic.ts'

/**
 * Removes a folder with all that is in it, if it exists. It is renamed first: it is gone at once and as a whole, and
 * work that was asked for before (a tile of a map that is removed while it is looked at) can't put another file into
 * it. What a killed process leaves of it has the name of a leftover.
 */
export async function removeFolder(folder: string): Promise<void> {
  const aside = leftoverPath(folder)
  // Windows doesn't rename a folder in which a file is open, and its parent may be closed to us: removed in place.
  const doomed = await rename(folder, aside).then(
    () => aside,
    () => folder,
  )
  await rm(doomed, { recursive: true, force: true })
}
