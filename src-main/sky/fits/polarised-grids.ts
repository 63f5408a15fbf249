import type { Stokes } from '../../../src-shared/sky/polarisation.ts'
import type { ChosenColumn, MapHeader } from './map-header.ts'
import { stokesOfColumn } from './stokes-of-column.ts'

/** A stored column as the search for polarised maps needs it. */
export interface StokesColumn extends ChosenColumn {
  name: string
  unit: string | null
  stokes: Stokes | null
}

/** The stored columns of some maps of a file. */
export const stokesColumns = (headers: readonly MapHeader[]): StokesColumn[] =>
  headers.flatMap((header) =>
    header.columns.map((column) => ({
      ...{ header, column, name: column.name, unit: column.unit },
      stokes: stokesOfColumn(header, column.name),
    })),
  )

/**
 * The maps of a file whose columns may belong together: those of one grid. A table that has both Q and U stays by
 * itself, as the next table may be the other half mission.
 */
export function sameGrids(headers: readonly MapHeader[]): MapHeader[][] {
  const grids = new Map<string, MapHeader[]>()
  for (const header of headers) {
    const { coordsys, polcconv, columns } = header
    const { hdu } = columns[0]
    const held = new Set(columns.map(({ name }) => stokesOfColumn(header, name)))
    const pixels = header.kind === 'image' ? [header.width, header.height, header.wcs] : [header.nside, header.ordering]
    const isWhole = hdu.kind === 'table' && held.has('Q') && held.has('U')
    const grid = isWhole ? `table ${hdu.index}` : JSON.stringify([pixels, coordsys, polcconv])
    grids.set(grid, [...(grids.get(grid) ?? []), header])
  }
  return [...grids.values()]
}
