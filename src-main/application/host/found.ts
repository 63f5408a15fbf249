import { CirrusError } from '../../../src-preload/rpc/errors.ts'

/** The record, or a failure that names what was asked for. @throws CirrusError not-found */
export function found<T>(record: T | null | undefined, what: string, id: string): T {
  if (record === null || record === undefined) throw new CirrusError('not-found', `There is no ${what} ${id}.`)
  return record
}
