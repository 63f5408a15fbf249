import Papa from 'papaparse'

export type CsvValue = number | string | null

/** A table with named columns; an empty cell is null. */
export interface CsvTable {
  columns: string[]
  rows: CsvValue[][]
}

/** Text that is not a table. `line`: where, from 1. */
export class CsvError extends Error {
  readonly line: number
  readonly reason: string

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`)
    this.name = 'CsvError'
    this.line = line
    this.reason = reason
  }
}

/** Comma-separated text (RFC 4180, line feeds): numbers in full precision, null and NaN as an empty cell. */
export const formatCsv = ({ columns, rows }: CsvTable): string =>
  Papa.unparse([columns, ...rows.map((row) => row.map((value) => (Number.isNaN(value) ? null : value)))], {
    newline: '\n',
  }) + '\n'

/**
 * The inverse of `formatCsv`; reads CRLF, a byte order mark and quoted cells too. Blank lines are skipped, and a cell that
 * is a number becomes one.
 * @throws CsvError for an empty text, an unclosed quote, or a row with more or fewer cells than the header
 */
export function parseCsv(text: string): CsvTable {
  const [header, ...records] = recordsOf(text)
  if (!header) throw new CsvError(1, 'the table is empty: a line with column names is needed')
  const columns = header.cells.map((cell) => cell.trim())
  const rows = records.map(({ cells, line }) => {
    if (cells.length !== columns.length)
      throw new CsvError(line, `${cells.length} cells under ${columns.length} column names`)
    return cells.map(parseCell)
  })
  return { columns, rows }
}

/** The cells of each row that is not blank, with the line on which it begins. */
function recordsOf(text: string): { cells: string[]; line: number }[] {
  const records: { cells: string[]; line: number }[] = []
  let line = 1
  Papa.parse<string[]>(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'), {
    delimiter: ',',
    newline: '\n',
    step: ({ data: cells, errors }) => {
      if (errors.some(({ code }) => code === 'MissingQuotes'))
        throw new CsvError(line, 'a quotation mark is not closed')
      if (cells.length > 1 || cells[0].trim() !== '') records.push({ cells, line })
      line += 1 + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)
    },
  })
  return records
}

function parseCell(cell: string): CsvValue {
  const text = cell.trim()
  if (text === '') return null
  const number = Number(text)
  return Number.isNaN(number) ? text : number
}
