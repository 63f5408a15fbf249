import { readFile } from 'node:fs/promises'
import { writeFileAtomically } from './atomic.ts'
import { FileFormatError } from './file-format-error.ts'

export type CsvValue = number | string | null

/** A table with named columns; an empty cell is null. */
export interface CsvTable {
  columns: string[]
  rows: CsvValue[][]
}

/** Comma-separated text (RFC 4180, line feeds): numbers in full precision, null and NaN as an empty cell. */
export function formatCsv(table: CsvTable): string {
  const lines = [table.columns, ...table.rows].map((row) => row.map(formatCell).join(','))
  return lines.join('\n') + '\n'
}

function formatCell(value: CsvValue): string {
  if (value === null || Number.isNaN(value)) return ''
  const text = String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * The inverse of `formatCsv`; reads CRLF and quoted cells too. A cell that is a number becomes one.
 * @param source name of the text's origin, for the error
 * @throws FileFormatError for a row whose number of cells differs from the header's, or an open quote
 */
export function parseCsv(text: string, source: string): CsvTable {
  const records = splitRecords(text.replace(/^\uFEFF/, ''), source)
  const header = records.shift()
  if (!header) throw new FileFormatError(source, 'line 1', 'the table is empty: a line with column names is needed')
  const columns = header.cells.map((cell) => cell.trim())
  const rows = records.map(({ cells, line }) => {
    if (cells.length !== columns.length) {
      throw new FileFormatError(source, `line ${line}`, `${cells.length} cells under ${columns.length} column names`)
    }
    return cells.map(parseCell)
  })
  return { columns, rows }
}

function parseCell(cell: string): CsvValue {
  const text = cell.trim()
  if (text === '') return null
  const number = Number(text)
  return Number.isNaN(number) ? text : number
}

function splitRecords(text: string, source: string): { cells: string[]; line: number }[] {
  const records: { cells: string[]; line: number }[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let begun = 1
  const endRecord = () => {
    cells.push(cell)
    if (cells.length > 1 || cell.trim() !== '') records.push({ cells, line: begun })
    cells = []
    cell = ''
    begun = line + 1
  }
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (quoted) {
      if (character === '"' && text[i + 1] === '"') cell += text[++i]
      else if (character === '"') quoted = false
      else cell += character
    } else if (character === '"') quoted = true
    else if (character === ',') {
      cells.push(cell)
      cell = ''
    } else if (character === '\n') endRecord()
    else if (character !== '\r') cell += character
    if (character === '\n') line++
  }
  if (quoted) throw new FileFormatError(source, `line ${begun}`, 'a quotation mark is not closed')
  if (cell !== '' || cells.length > 0) endRecord()
  return records
}

/** Reads a table from a file. @throws FileFormatError as `parseCsv` */
export async function readCsv(path: string): Promise<CsvTable> {
  return parseCsv(await readFile(path, 'utf8'), path)
}

/** Writes a table to a file, atomically. */
export async function writeCsv(path: string, table: CsvTable): Promise<void> {
  await writeFileAtomically(path, formatCsv(table))
}
