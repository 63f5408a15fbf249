import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

export interface FolderLimits {
  /** of all files together */
  mostBytes: number
  /** since a file was used, in milliseconds */
  longestUnused: number
}

/**
 * Removes files of a cache: those that were not used for a long time, and then the ones that were not used longest
 * until the others fit. A file's modification time says when it was used (`markUsed`).
 * @returns bytes that are left
 */
export async function trimFolder(folder: string, { mostBytes, longestUnused }: FolderLimits): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const files: { path: string; size: number; used: number }[] = []
  for (const name of names) {
    const path = join(folder, name)
    // A file may go while the others are listed.
    const facts = await stat(path).catch(() => null)
    if (facts?.isFile()) files.push({ path, size: facts.size, used: facts.mtimeMs })
  }
  files.sort((a, b) => b.used - a.used)
  const oldest = Date.now() - longestUnused
  let bytes = 0
  for (const { path, size, used } of files) {
    if (used >= oldest && bytes + size <= mostBytes) bytes += size
    else await rm(path, { force: true })
  }
  return bytes
}

/** Notes that a file of a cache was used; a file that is no longer there is left. */
export async function markUsed(path: string): Promise<void> {
  const now = new Date()
  await utimes(path, now, now).catch(() => undefined)
}
