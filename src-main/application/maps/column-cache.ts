import { stat } from 'node:fs/promises'
import { loadColumn, type LoadedColumn } from './map-column.ts'

/** Columns held in memory at most: a map of nside 2048 takes 200 MB. */
const capacity = 2

/** Columns of maps that were used last. A file that has changed on the disk is read anew. */
export function createColumnCache() {
  const held = new Map<string, { version: string; column: Promise<LoadedColumn> }>()
  return {
    /** @throws CirrusError as `loadColumn`; nothing is kept of a column that could not be read */
    async get(path: string, name: string): Promise<LoadedColumn> {
      const key = JSON.stringify([path, name])
      const facts = await stat(path).catch(() => null)
      const version = facts ? `${facts.size} ${facts.mtimeMs}` : ''
      const known = held.get(key)
      held.delete(key)
      const entry = known?.version === version ? known : { version, column: loadColumn(path, name) }
      held.set(key, entry)
      entry.column.catch(() => {
        if (held.get(key) === entry) held.delete(key)
      })
      for (const oldest of held.keys()) {
        if (held.size <= capacity) break
        held.delete(oldest)
      }
      return entry.column
    },
  }
}
export type ColumnCache = ReturnType<typeof createColumnCache>
