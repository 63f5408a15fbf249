import { allocateValues } from './allocate-values.ts'
import { describeHdus, unreadableKind } from './describe-hdus.ts'
import { FitsError } from './fits-error.ts'
import { withByteSource } from './fits-file.ts'
import { requireData, walkHdus, type FitsHdu } from './hdu.ts'
import { scanTable } from './scan-table.ts'
import { tableColumns, type TableColumn } from './table-columns.ts'

/** Some columns of numbers of a binary table: a value for each row, NaN where there is none. */
export interface NumberTable {
  hdu: number
  rows: number
  values: Float64Array[]
}

/**
 * Reads columns of the first binary table of a file that hold one number in each row.
 * @param choose the places of the wanted columns among those of the table
 * @throws FitsError for a file without a binary table, a chosen column that holds something else, or damage; what
 * `choose` throws
 */
export async function readNumberTable(
  path: string,
  choose: (columns: readonly TableColumn[]) => number[],
): Promise<NumberTable> {
  return withByteSource(path, async (source) => {
    const hdus: FitsHdu[] = []
    for await (const hdu of walkHdus(source)) {
      hdus.push(hdu)
      if (hdu.kind !== 'table') continue
      requireData(source, hdu)
      const columns = tableColumns(path, hdu)
      const [rowBytes, rows] = hdu.axes
      const chosen = choose(columns).map((at) => {
        const { name, form, content } = columns[at]
        const place = `HDU ${hdu.index}, column ${name}`
        if (form?.repeat !== 1)
          throw new FitsError(path, place, `it holds ${content}, and a number is needed in each row`)
        const size = { count: rows, double: true }
        return { form, values: allocateValues(path, place, size, 'choose a shorter table') as Float64Array }
      })
      const values = chosen.map((one) => one.values)
      const done = chosen.map(() => 0)
      const forms = chosen.map(({ form }) => form)
      await scanTable(source, hdu, { rowBytes, rows }, forms, (column, piece) => {
        values[column].set(piece, done[column])
        done[column] += piece.length
      })
      return { hdu: hdu.index, rows, values }
    }
    throw (
      unreadableKind(path, hdus) ??
      new FitsError(path, describeHdus(hdus), 'none of these is a binary table; choose another file')
    )
  })
}
