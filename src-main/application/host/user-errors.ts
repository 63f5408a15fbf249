import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Failure } from '../../../src-preload/contract/states.ts'
import { CatalogError } from '../../catalog/index.ts'
import { FileFormatError } from '../../files/file-format-error.ts'
import { sayFileError } from '../../files/system-error.ts'
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
  const sentence = sayFileError(error)
  return sentence === null ? error : new CirrusError('refused', sentence, String(error), { cause: error })
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
