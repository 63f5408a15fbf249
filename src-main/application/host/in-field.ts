import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { asCirrusError } from './user-errors.ts'

/** Runs a check of one form parameter: errors that name no parameter yet get this one. */
export const inField = <T>(field: string, check: () => Promise<T> | T): Promise<T> =>
  renamed(check, (named) => named ?? field)

/** Runs a check of a form parameter that has parts: errors that name a part get its whole name, as `like.column`. */
export const withinField = <T>(field: string, check: () => Promise<T> | T): Promise<T> =>
  renamed(check, (part) => (part === undefined ? field : `${field}.${part}`))

async function renamed<T>(check: () => Promise<T> | T, name: (field: string | undefined) => string): Promise<T> {
  try {
    return await check()
  } catch (thrown) {
    const error = asCirrusError(thrown)
    if (!(error instanceof CirrusError) || error.field === name(error.field)) throw error
    const { code, message, details } = error
    throw new CirrusError(code, message, details, { field: name(error.field), cause: error })
  }
}
