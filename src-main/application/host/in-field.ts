import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { asCirrusError } from './user-errors.ts'

/** Runs a check of one form parameter: errors that name no parameter yet get this one. */
export async function inField<T>(field: string, check: () => Promise<T> | T): Promise<T> {
  try {
    return await check()
  } catch (thrown) {
    const error = asCirrusError(thrown)
    if (!(error instanceof CirrusError) || error.field !== undefined) throw error
    const { code, message, details } = error
    throw new CirrusError(code, message, details, { field, cause: error })
  }
}
