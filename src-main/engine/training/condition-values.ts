import type { CsvTable, CsvValue } from '../../../src-shared/text/csv.ts'
import { EngineError } from '../runtime/errors.ts'

/** A condition that is no column but made of one: |b| in degrees. */
const latitude = 'latitude'

/**
 * The values of conditions for each patch, float32 [count, conditions].
 * @param table patches.csv
 * @throws EngineError 'dataset' for a condition that is no column of numbers
 */
export function conditionValues(
  { columns, rows }: CsvTable,
  file: string,
  conditions: readonly string[],
  count: number,
): Float32Array {
  const values = new Float32Array(count * conditions.length)
  if (conditions.length === 0) return values
  if (rows.length !== count) throw new EngineError('dataset', `${file}: ${count} rows are needed, one for each patch.`)
  const index = columns.indexOf('index')
  conditions.forEach((name, c) => {
    const column = columns.indexOf(name === latitude ? 'lat' : name)
    if (column < 0) {
      const known = columns.filter((one) => one !== 'index' && one !== 'split')
      const others = known.length > 0 ? `, only ${known.join(', ')}` : ' and no other'
      throw new EngineError('dataset', `${file}: there is no column "${name}" to condition a flow on${others}.`)
    }
    rows.forEach((row, i) => {
      const value = numberIn(row[column])
      if (value === null) {
        const found = row[column] === null ? 'no value' : `"${row[column]}"`
        const place = `${file}, row ${i + 1}: "${columns[column]}"`
        throw new EngineError('dataset', `${place} has ${found}, but a condition is a number for every patch.`)
      }
      values[Number(row[index]) * conditions.length + c] = name === latitude ? Math.abs(value) : value
    })
  })
  return values
}

const numberIn = (cell: CsvValue) => (typeof cell === 'number' && Number.isFinite(cell) ? cell : null)
