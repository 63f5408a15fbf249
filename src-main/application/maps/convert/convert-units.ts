import { isSkyUnit } from '../../../../src-shared/sky/units.ts'
import { conversionNote, convertingFactor, type Conversion as UnitConversion } from '../converting-factor.ts'

/** What a column is multiplied by, and the unit that it then has. */
export interface ColumnUnit {
  factor: number
  unit: string
}

interface StoredUnit {
  column: { name: string; unit: string | null }
}

/**
 * The units of converted columns. Of several columns, those that are not of sky brightness (hits, masks, covariances)
 * are left out; a column that was asked for is refused.
 * @param asked whether the columns were named by the user
 * @throws CirrusError refused, with the field `unit`, if none can be converted, or the frequency is missing
 */
export function convertUnits<C extends StoredUnit>(
  file: string,
  columns: readonly C[],
  conversion: UnitConversion,
  asked: boolean,
): { columns: C[]; units: ColumnUnit[]; steps: string[]; leftOut: string[] } {
  const unitOf = ({ column }: C) => column.unit ?? ''
  if (conversion.unit === undefined) {
    const units = columns.map((one) => ({ factor: 1, unit: unitOf(one) }))
    return { columns: [...columns], units, steps: [], leftOut: [] }
  }
  const possible = columns.filter((one) => isSkyUnit(unitOf(one)))
  const kept = asked || possible.length === 0 ? [...columns] : possible
  const units = kept.map((one) => convertingFactor(conversion, file, `unit of column ${one.column.name}`, unitOf(one)))
  const changed = new Set(kept.map(unitOf).filter((unit) => unit !== conversion.unit))
  return {
    columns: kept,
    units,
    steps: [...changed].map((unit) => conversionNote(conversion, unit)),
    leftOut: columns
      .filter((one) => !kept.includes(one))
      .map((one) => `Column ${one.column.name}: its unit ("${unitOf(one)}") is not one of sky brightness.`),
  }
}
