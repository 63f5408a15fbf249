import { randomBytes } from 'node:crypto'
import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from './make-folder.ts'

const suffix = '.cirrus-partial'

/** A file's content: all at once, or a function that writes it piece by piece (and may read it again). */
export type FileContent = string | Uint8Array | ((file: FileHandle) => Promise<void>)

/**
 * Writes a file so that at any moment it holds either the old or the new content, never a part: the content goes to a
 * temporary file in the same folder, which is synced and renamed, and the folder is synced. Missing folders are
 * created. If writing fails, the temporary file is removed and the old file stays.
 */
export async function writeFileAtomically(path: string, content: FileContent): Promise<void> {
  const folder = dirname(path)
  await makeFolder(folder)
  const temporary = leftoverPath(path)
  try {
    const file = await open(temporary, 'wx+')
    try {
      if (typeof content === 'function') await content(file)
      else await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(folder)
}

/** A new name beside a file or folder for what must not stay if the process is killed (`isLeftoverName`). */
export function leftoverPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}${suffix}`)
}

/** Whether a name is one of `leftoverPath`: what an interrupted process left, which may be deleted. */
export function isLeftoverName(name: string): boolean {
  return name.startsWith('.') && name.endsWith(suffix)
}

/**
 * Removes what has such names from a folder, if it exists; only for a process with exclusive use of the folder.
 * @param of a file of the folder, to remove only what was to become it: for the process that alone writes that file
 */
export async function removeLeftovers(folder: string, of?: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const wanted = names.filter((name) => isLeftoverName(name) && (of === undefined || name.startsWith(`.${of}.`)))
  for (const name of wanted) await rm(join(folder, name), { recursive: true, force: true })
}

/** Makes renames in a folder survive a power failure. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for syncing; its file system journals the rename.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Writes all bytes, by default after those written last; a single `write` may write fewer than requested.
 * @param position the byte of the file to begin at
 */
export async function writeFully(file: FileHandle, bytes: Uint8Array, position?: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const at = position === undefined ? null : position + done
    const { bytesWritten } = await file.write(bytes, done, Math.min(bytes.length - done, 1 << 26), at)
    done += bytesWritten
  }
}

/** Fills `target` with the bytes from `position` on; returns how many were read before the end of the file. */
export async function readFully(file: FileHandle, target: Uint8Array, position: number): Promise<number> {
  let done = 0
  while (done < target.length) {
    const length = Math.min(target.length - done, 1 << 26)
    const { bytesRead } = await file.read(target, done, length, position + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return done
}
