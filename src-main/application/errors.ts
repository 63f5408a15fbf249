import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { CatalogError } from '../catalog/index.ts'
import { FileFormatError } from '../files/file-format-error.ts'
import { FitsError } from '../sky/fits/fits-error.ts'
import { SkyError } from '../sky/error.ts'

/**
 * The pure rooms throw their own small errors; at the application's edge they become the ones a user sees.
 * Input that a room refused keeps its sentence and gets the code `refused`.
 */
export function asCirrusError(error: unknown): unknown {
  if (error instanceof FitsError || error instanceof FileFormatError || error instanceof SkyError) {
    return new CirrusError('refused', error.message, undefined, { cause: error })
  }
  if (error instanceof CatalogError) return new CirrusError('conflict', error.message, undefined, { cause: error })
  const code = (error as NodeJS.ErrnoException)?.code
  if (code === 'ENOSPC') {
    return new CirrusError(
      'refused',
      'The disk is full. Nothing was half-written; make room and try again.',
      String(error),
    )
  }
  return error
}

/** Runs something of the pure rooms; what it throws is the user's language. */
export async function inUserLanguage<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asCirrusError(error)
  }
}
