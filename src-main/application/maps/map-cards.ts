import { refused } from '../../../src-preload/rpc/errors.ts'
import {
  conventionOf,
  polarisationRefusal,
  stokesOfColumns,
  type Stokes,
} from '../../../src-shared/sky/polarisation.ts'
import type { FitsHeader } from '../../sky/fits/header.ts'
import type { MapHeader, StoredColumn } from '../../sky/fits/map-header.ts'

/** The origin of the data according to the header (REFERENC, ORIGIN), or null. */
export const citationOf = ({ cards }: MapHeader): string | null =>
  cards.text('REFERENC') ?? cards.text('ORIGIN') ?? null

/** The Stokes parameter of a column: by its name, or by its position in a polarised map. */
export function stokesOfColumn({ cards, columns }: MapHeader, name: string): Stokes | null {
  const values = columns.filter(({ type }) => type !== 'bool' && type !== 'bit')
  const index = values.findIndex((column) => column.name === name)
  return index < 0 ? null : stokesOfColumns(namesIn(values), isPolarised(cards))[index]
}

/** Column names as in their own table, without the HDU suffix that distinguishes tables. */
const namesIn = (columns: readonly StoredColumn[]) => columns.map(({ name }) => name.replace(/ \(HDU \d+\)$/, ''))

/** Card POLAR, or a convention of U, which only a polarised map needs; undefined if there is neither. */
function isPolarised(cards: FitsHeader): boolean | undefined {
  const polar = cards.get('POLAR')
  if (polar !== undefined) return polar === true || /^T/i.test(String(polar))
  return conventionOf(cards.text('POLCCONV')) === null ? undefined : true
}

/**
 * Refuses Q and U that are not on Galactic axes in HEALPix's convention.
 * @throws CirrusError refused, with the card and the field `column`
 */
export function requireGalacticStokes(header: MapHeader, name: string): void {
  const { file, coordsys, cards, columns } = header
  const polcconv = cards.text('POLCCONV') ?? null
  const refusal = polarisationRefusal(stokesOfColumn(header, name), { coordsys, polcconv })
  if (!refusal) return
  const given = cards.get(refusal.card) === undefined ? `frame ${coordsys}` : `card ${refusal.card}`
  throw refused(file, `HDU ${columns[0].hdu.index}, column ${name}, ${given}`, refusal.reason, 'column')
}
