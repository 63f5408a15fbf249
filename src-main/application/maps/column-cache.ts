import { bytesOfField } from '../../../src-shared/sky/field.ts'
import type { HeaderOptions } from '../../sky/fits/map-header.ts'
import { createMemo, MEGABYTE } from '../host/memo.ts'
import { fileVersion } from './file-version.ts'
import { loadColumn, type LoadedColumn } from './map-column.ts'

/** Room for two columns of nside 2048 in single precision, or one in double. */
const roomForColumns = 512 * MEGABYTE

/** Cache of the map columns used last. A file that has changed on disk is read again. */
export function createColumnCache(bytes = roomForColumns) {
  const columns = createMemo<LoadedColumn>({ bytes, sizeOf: ({ map }) => bytesOfField(map) })
  return {
    /** @throws CirrusError as `loadColumn`; failures are not cached */
    async get(
      path: string,
      name: string | undefined,
      { coordsys, polcconv }: HeaderOptions = {},
    ): Promise<LoadedColumn> {
      const version = await fileVersion(path).catch(() => '')
      return columns.get(JSON.stringify([path, name, coordsys, polcconv, version]), () =>
        loadColumn(path, name, { coordsys, polcconv }),
      )
    },
  }
}
export type ColumnCache = ReturnType<typeof createColumnCache>
