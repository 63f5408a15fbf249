import { shallowReactive } from 'vue'
import { perFrame } from '../composables/per-frame.ts'
import { onConnected } from '../connection/index.ts'

/** Rows that belong to something with an id, of which the host has a list and tells new ones. */
export interface ToldRows<Row, Told extends { id: string }> {
  /** Asks the host for all rows of one. */
  list(id: string): Promise<Row[]>
  /** Rows with others that are newer. */
  merged(known: readonly Row[], newer: readonly Row[]): readonly Row[]
  /** The row in what the host tells. */
  rowOf(told: Told): Row
}

/**
 * The rows of those that were viewed, by id: loaded once and on every connection, and kept current by `take`. The host's
 * rows count: while a window was away, some may have been lost and repeated. Rows told while they load are newer.
 */
export function toldRows<Row, Told extends { id: string }>({ list, merged, rowOf }: ToldRows<Row, Told>) {
  const rows = shallowReactive(new Map<string, readonly Row[]>())
  const coming = new Map<string, { told: Row[]; done: Promise<void> }>()

  const load = (id: string): Promise<void> => {
    const known = coming.get(id)
    if (known) return known.done
    const told: Row[] = []
    const done = list(id)
      .then((all) => void rows.set(id, merged(all, told)))
      .finally(() => coming.delete(id))
    coming.set(id, { told, done })
    return done
  }
  const take = perFrame<Told>((all) => {
    for (const id of new Set(all.map((one) => one.id))) {
      const told = all.filter((one) => one.id === id).map(rowOf)
      coming.get(id)?.told.push(...told)
      const known = rows.get(id)
      if (known) rows.set(id, merged(known, told))
    }
  })
  onConnected(() => {
    // If loading fails (removed, connection lost again), the old rows stay until the next connection.
    for (const id of rows.keys()) load(id).catch(() => undefined)
  })
  return { rows, load, take }
}
