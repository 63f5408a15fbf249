import { CirrusError } from '../../../src-preload/rpc/errors.ts'

/**
 * The record, or an error that names what was requested.
 * @param field the parameter that requested it
 * @throws CirrusError not-found
 */
export function found<T>(record: T | null | undefined, what: string, id: string, field?: string): T {
  if (record === null || record === undefined)
    throw new CirrusError('not-found', `There is no ${what} ${id}.`, undefined, { field })
  return record
}
