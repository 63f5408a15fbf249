import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { createMemo, MEGABYTE } from '../host/memo.ts'
import { fileVersion } from './file-version.ts'
import { loadColumn, type LoadedColumn } from './map-column.ts'

/** Room for two columns of nside 2048 in single precision, or one in double. */
const roomForColumns = 512 * MEGABYTE

/** Columns of maps that were used last. A file that has changed on the disk is read anew. */
export function createColumnCache(bytes = roomForColumns) {
  const columns = createMemo<LoadedColumn>({ bytes, sizeOf: ({ map }) => map.values.byteLength })
  return {
    /** @throws CirrusError as `loadColumn`; nothing is kept of a column that could not be read */
    async get(path: string, name: string, coordsys?: Frame): Promise<LoadedColumn> {
      const version = await fileVersion(path).catch(() => '')
      return columns.get(JSON.stringify([path, name, coordsys, version]), () => loadColumn(path, name, { coordsys }))
    },
  }
}
export type ColumnCache = ReturnType<typeof createColumnCache>
