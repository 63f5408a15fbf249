import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCsv, parseCsv, readCsv, writeCsv } from '../../src-main/files/csv.ts'
import { FileFormatError } from '../../src-main/files/file-format-error.ts'

describe('tables as comma-separated text', () => {
  it('writes numbers in full precision, missing ones as empty cells, and quotes what needs it', () => {
    const text = formatCsv({
      columns: ['index', 'lon', 'split'],
      rows: [
        [0, 0.1 + 0.2, 'a "b", c'],
        [1, NaN, null],
      ],
    })
    expect(text).toBe('index,lon,split\n0,0.30000000000000004,"a ""b"", c"\n1,,\n')
  })

  it('reads the text of a spreadsheet: byte order mark, CRLF, blanks, quotes with line breaks, no last line feed', () => {
    const table = parseCsv('\uFEFFindex, mean ,note\r\n1, 2.5e-3 ,"two\nlines"\r\n\r\n2,-0,x', 'sheet.csv')
    expect(table).toEqual({
      columns: ['index', 'mean', 'note'],
      rows: [
        [1, 0.0025, 'two\nlines'],
        [2, -0, 'x'],
      ],
    })
  })

  it('names the line of a row with the wrong number of cells, of an open quote, and of nothing at all', () => {
    expect(() => parseCsv('a,b\n1,2\n3\n', 'x.csv')).toThrow('x.csv, line 3: 1 cells under 2 column names')
    expect(() => parseCsv('a\n"b\nc', 'x.csv')).toThrow('line 2')
    expect(() => parseCsv('', 'x.csv')).toThrow(FileFormatError)
  })

  it('gives every table of numbers back as it was', () => {
    const cell = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constant(null))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), (rows) => {
        const expected = rows.map((row) => row.map((value) => (Object.is(value, -0) ? 0 : value)))
        expect(parseCsv(formatCsv({ columns: ['a', 'b'], rows }), 't').rows).toEqual(expected)
      }),
    )
  })

  it('goes through a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'csv-'))
    const table = { columns: ['epoch', 'loss'], rows: [[1, 63043.25]] }
    await writeCsv(join(folder, 'metrics.csv'), table)
    expect(await readCsv(join(folder, 'metrics.csv'))).toEqual(table)
    await rm(folder, { recursive: true })
  })
})
