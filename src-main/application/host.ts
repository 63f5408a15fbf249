import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import type { FileEntry } from '../../src-preload/contract/host.ts'

/**
 * What a folder holds: its folders, and the files with one of the endings; hidden ones left out, folders first.
 * @throws CirrusError not-found | refused if it is no folder or may not be read
 */
export async function listFolder(path: string | null, endings: readonly string[]) {
  const folder = resolve(path ?? homedir())
  const names = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new CirrusError('not-found', `There is no folder ${folder}.`)
    throw new CirrusError(
      'refused',
      `${folder} can't be listed: ${error.code === 'ENOTDIR' ? 'it is a file' : error.message}.`,
    )
  })
  const wanted = endings.map((ending) => ending.toLowerCase())
  const entries: FileEntry[] = []
  for (const { name } of names) {
    if (name.startsWith('.')) continue
    const full = join(folder, name)
    const facts = await stat(full).catch(() => null)
    if (!facts) continue
    if (!facts.isDirectory() && !(facts.isFile() && wanted.some((ending) => name.toLowerCase().endsWith(ending))))
      continue
    entries.push({
      name,
      path: full,
      folder: facts.isDirectory(),
      size: facts.size,
      modifiedAt: facts.mtime.toISOString(),
    })
  }
  entries.sort((a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name))
  const parent = dirname(folder)
  return { path: folder, parent: parent === folder ? null : parent, entries }
}
