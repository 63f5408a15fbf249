import type { Derivation } from '../../../src-shared/sky/derivation.ts'
import { conventionOf } from '../../../src-shared/sky/polarisation.ts'
import { polarisationColumns } from '../../../src-shared/sky/polarised-columns.ts'
import { needsDouble } from './column-form.ts'
import type { ChosenColumn, MapHeader } from './map-header.ts'
import { sameGrids, stokesColumns } from './polarised-grids.ts'

/** A column computed from stored ones of the same grid. */
export interface DerivedMapColumn {
  /** unique in the file: P, or P (HDU 2) */
  name: string
  unit: string | null
  type: 'float32' | 'float64' | 'bit'
  derivation: Derivation
  /** the columns that it is computed from */
  sources: ChosenColumn[]
}

/**
 * The columns that follow from the stored ones of a file, with unique names: polarised intensity, angle and fraction of
 * each polarised map. Q and U belong together if they are in one table, or in tables or images of one grid.
 * @param headers all maps of the file
 */
export function derivedColumns(headers: readonly MapHeader[]): DerivedMapColumn[] {
  const names = new Set(headers.flatMap(({ columns }) => columns.map(({ name }) => name.toUpperCase())))
  return sameGrids(headers).flatMap((together) => {
    const stored = stokesColumns(together)
    return polarisationColumns(stored, conventionOfMap(together[0])).map(({ name, unit, derivation }) => {
      const sources = derivation.from.map((source): ChosenColumn => stored.find(({ name }) => name === source)!)
      const type = sources.some(({ column }) => needsDouble(column.form)) ? 'float64' : 'float32'
      return { name: uniqueName(name, sources, names), unit, type, derivation, sources }
    })
  })
}

/** The convention given or named by POLCCONV, or else HEALPix's convention; null for an unknown one. */
const conventionOfMap = ({ polcconv }: MapHeader) => {
  const convention = conventionOf(polcconv)
  return convention === null ? 'COSMO' : (convention ?? null)
}

/** The name, or with what it is made of if the file has another column of this name. */
function uniqueName(name: string, sources: readonly ChosenColumn[], names: Set<string>): string {
  const [{ column }] = sources
  const candidates = [
    name,
    `${name} (HDU ${column.hdu.index})`,
    `${name} (${sources.map(({ column }) => column.name).join(', ')})`,
  ]
  const unique = candidates.find((candidate) => !names.has(candidate.toUpperCase())) ?? candidates[2]
  names.add(unique.toUpperCase())
  return unique
}
