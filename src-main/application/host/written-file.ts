import { stat } from 'node:fs/promises'
import { basename } from 'node:path'

/** A file that was written. */
export interface WrittenFile {
  name: string
  path: string
  size: number
}

/** Describes a file that has just been written. */
export const writtenFile = async (path: string): Promise<WrittenFile> => ({
  name: basename(path),
  path,
  size: (await stat(path)).size,
})
