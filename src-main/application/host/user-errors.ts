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
 * Lower layers throw their own error classes; at the application's edge these become the errors users see. An error
 * about refused input keeps its message and gets the code `refused`.
 */
export function asCirrusError(error: unknown): unknown {
  if (error instanceof Error && refusals.some((kind) => error instanceof kind)) {
    const { field } = error as { field?: string }
    return new CirrusError('refused', error.message, undefined, { cause: error, field })
  }
  if (error instanceof CatalogError) return new CirrusError('conflict', error.message, undefined, { cause: error })
  return isFileError(error) ? fileRefusal(error) : error
}

/** System errors for a file or folder that can't be read or written. */
const systemReasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder; check its name',
  EACCES: 'permission denied; choose another place, or change its permissions',
  EPERM: 'permission denied; choose another place, or change its permissions',
  EROFS: 'its disk is read-only; choose another place',
  ENOTDIR: 'a part of this path is a file, not a folder; choose another place',
  EISDIR: 'this is a folder, not a file; choose another name',
  ENAMETOOLONG: 'this name is longer than its disk allows; choose a shorter one',
  ELOOP: 'its links lead in a circle; check them',
  EIO: 'its disk failed to read or write it; check the disk',
  EINVAL: 'this can’t be read or written as a file; choose another one',
  EEXIST: 'this exists already and is not a folder; choose another place',
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
    ? 'The disk is full. No partial file was left; free some space and try again.'
    : `${error.path}: ${systemReasons[error.code!]}.`
  return new CirrusError('refused', sentence, String(error), { cause: error })
}

/** A job's error as it is stored and shown. */
export const userFailure = (error: unknown): Failure => failureOf(asCirrusError(error))

/** Wraps handlers so that everything they throw is readable for users. */
export function inUserLanguageAll<T extends Record<string, (...args: never[]) => unknown>>(handlers: T): T {
  const translated = Object.entries(handlers).map(([name, handler]) => [
    name,
    (...args: never[]) => inUserLanguage(() => handler(...args)),
  ])
  return Object.fromEntries(translated) as T
}

/** Runs code of lower layers and translates its errors for users. */
export async function inUserLanguage<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asCirrusError(error)
  }
}
