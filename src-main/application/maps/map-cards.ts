import { refused } from '../../../src-preload/rpc/errors.ts'
import { datasetRefusal, type Derivation } from '../../../src-shared/sky/derivation.ts'
import { angleRefusal, polarisationRefusal } from '../../../src-shared/sky/polarisation.ts'
import type { MapHeader } from '../../sky/fits/map-header.ts'
import { stokesOfColumn } from '../../sky/fits/stokes-of-column.ts'
import type { LoadedColumn } from './map-column.ts'

/** The origin of the data according to the header (REFERENC, ORIGIN), or null. */
export const citationOf = ({ cards }: MapHeader): string | null =>
  cards.text('REFERENC') ?? cards.text('ORIGIN') ?? null

/** What the user gave in place of the map's header, for HISTORY. */
export const overrideNotes = ({
  coordsysOverride,
  polcconvOverride,
}: Pick<LoadedColumn, 'coordsysOverride' | 'polcconvOverride'>): string[] => [
  ...(coordsysOverride ? [`Frame of the map as given by the user: ${coordsysOverride}.`] : []),
  ...(polcconvOverride ? [`Sign convention of U of the map as given by the user: ${polcconvOverride}.`] : []),
]

/** A column, stored or derived, and its map. */
interface ColumnOfMap {
  header: MapHeader
  name: string
  derivation: Derivation | null
}

/**
 * Refuses Q and U that are not on Galactic axes in HEALPix's convention, and polarisation angles of another frame.
 * @throws CirrusError refused, with the card and the field `column`
 */
export function requireGalacticAxes({ header, name, derivation }: ColumnOfMap): void {
  const { file, coordsys, polcconv, cards, columns } = header
  const refusal =
    derivation === null
      ? polarisationRefusal(stokesOfColumn(header, name), { coordsys, polcconv })
      : angleRefusal(derivation, coordsys)
  if (!refusal) return
  const given = cards.get(refusal.card) === undefined ? `frame ${coordsys}` : `card ${refusal.card}`
  throw refused(file, `HDU ${columns[0].hdu.index}, column ${name}, ${given}`, refusal.reason, 'column')
}

/**
 * Refuses columns whose patches can't make a dataset: as `requireGalacticAxes`, and those computed from Q and U, which a
 * model has to learn themselves.
 * @throws CirrusError refused, with the field `column`
 */
export function requireScalar(column: ColumnOfMap): void {
  requireGalacticAxes(column)
  const reason = datasetRefusal(column.derivation)
  if (reason) throw refused(column.header.file, `column ${column.name}`, reason, 'column')
}
