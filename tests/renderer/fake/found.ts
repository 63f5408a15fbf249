import { CirrusError } from '../../../src-preload/rpc/errors.ts'

/** @throws CirrusError not-found */
export function found<T extends { id: string }>(items: readonly T[], id: string, what: string): T {
  const item = items.find((one) => one.id === id)
  if (!item) throw new CirrusError('not-found', `There is no ${what} ${id}.`)
  return item
}

/** Removes a record from its list. */
export function without<T extends { id: string }>(items: T[], id: string): void {
  items.splice(
    items.findIndex((one) => one.id === id),
    1,
  )
}
