import { conventionOf, stokesOfColumns, type Stokes } from '../../../src-shared/sky/polarisation.ts'
import type { FitsHeader } from './header.ts'
import type { MapHeader, StoredColumn } from './map-header.ts'

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
