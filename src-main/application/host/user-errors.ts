import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Failure } from '../../../src-preload/contract/states.ts'
import { CatalogError } from '../../catalog/index.ts'
import { FileFormatError } from '../../files/file-format-error.ts'
import { failureOf } from '../../jobs/queue.ts'
import { FitsError } from '../../sky/fits/fits-error.ts'
import { SearchSpaceError } from '../../../src-shared/optimize/index.ts'
import { SkyError } from '../../../src-shared/sky/sky-error.ts'

const refusals = [FitsError, FileFormatError, SkyError, SearchSpaceError]

/**
 * The pure rooms throw their own small errors; at the application's edge they become the ones a user sees.
 * Input that a room refused keeps its sentence and gets the code `refused`.
 */
export function asCirrusError(error: unknown): unknown {
  if (error instanceof Error && refusals.some((kind) => error instanceof kind)) {
    const { field } = error as { field?: string }
    return new CirrusError('refused', error.message, undefined, { cause: error, field })
  }
  if (error instanceof CatalogError) return new CirrusError('conflict', error.message, undefined, { cause: error })
  return isFileError(error) ? fileRefusal(error) : error
}

/** What the system says of a file or folder that it does not let us read or write. */
const systemReasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder; check its name',
  EACCES: 'this user may not use it; choose another place, or change its permissions',
  EPERM: 'this user may not use it; choose another place, or change its permissions',
  EROFS: 'its disk is read-only; choose another place',
  ENOTDIR: 'a part of this path is a file, where a folder is needed; choose another place',
  EISDIR: 'this is a folder, where a file is needed; choose another name',
  EEXIST: 'this exists already, and is no folder; choose another place',
}
const fullDisk = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL']
const tooLarge = 'EFBIG'

const isFileError = (error: unknown): error is NodeJS.ErrnoException => {
  const { code, syscall, path } = (error ?? {}) as NodeJS.ErrnoException
  if (!(error instanceof Error) || code === undefined || syscall?.startsWith('spawn')) return false
  return code === tooLarge || fullDisk.includes(code) || (path !== undefined && code in systemReasons)
}

function fileRefusal(error: NodeJS.ErrnoException): CirrusError {
  if (error.code === tooLarge) {
    const sentence =
      'A file would be larger than the limit of this session or file system; raise the limit (ulimit -f).'
    return new CirrusError('refused', sentence, String(error), { cause: error })
  }
  const sentence = fullDisk.includes(error.code!)
    ? 'The disk is full. Nothing was half-written; make room and try again.'
    : `${error.path}: ${systemReasons[error.code!]}.`
  return new CirrusError('refused', sentence, String(error), { cause: error })
}

/** What ended a job, as it is kept and shown. */
export const userFailure = (error: unknown): Failure => failureOf(asCirrusError(error))

/** Functions that answer calls, each throwing what a user can read. */
export function inUserLanguageAll<T extends Record<string, (...args: never[]) => unknown>>(handlers: T): T {
  const translated = Object.entries(handlers).map(([name, handler]) => [
    name,
    (...args: never[]) => inUserLanguage(() => handler(...args)),
  ])
  return Object.fromEntries(translated) as T
}

/** Runs something of the pure rooms; what it throws is the user's language. */
export async function inUserLanguage<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asCirrusError(error)
  }
}
