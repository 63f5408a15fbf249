import { existsSync } from 'node:fs'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'

/**
 * The rule of all operations that write one file where the user says: a file that exists stays, unless it is to be
 * overwritten.
 * @param field that of the path, for a form
 * @throws CirrusError conflict
 */
export function requireFreeFile(path: string, overwrite = false, field = 'out'): void {
  if (overwrite || !existsSync(path)) return
  const message = `${path} would be overwritten; choose another file, or replace it with --overwrite.`
  throw new CirrusError('conflict', message, undefined, { field })
}
