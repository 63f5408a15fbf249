import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

// Node's own recursive mkdir tries for ever where a file system says that what was just asked for does not exist, as /proc
// and /sys do; so each folder is made by itself, from the first that is missing on.

const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'
/** Another process may have made it meanwhile; a file in its place is found by who uses the folder. */
const isThere = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EEXIST'

/** A folder and those that it is in, the outermost first. */
function pathsTo(folder: string): string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [...pathsTo(above), folder]
}

/**
 * Makes a folder, and those that it is in, if they are missing.
 * @throws the system's error, for instance EEXIST where a file is in the way
 */
export async function makeFolder(path: string): Promise<void> {
  for (const folder of pathsTo(resolve(path))) {
    const facts = await stat(folder).catch((error: unknown) => {
      if (isAbsent(error)) return null
      throw error
    })
    if (facts === null) await mkdir(folder).catch(unlessThere)
    else if (!facts.isDirectory()) await mkdir(folder)
  }
}

function unlessThere(error: unknown): void {
  if (!isThere(error)) throw error
}
