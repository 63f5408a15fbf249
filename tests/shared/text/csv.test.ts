import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvError, formatCsv, parseCsv } from '../../../src-shared/text/csv.ts'

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
    const table = parseCsv('\uFEFFindex, mean ,note\r\n1, 2.5e-3 ,"two\nlines"\r\n\r\n2,-0,x')
    expect(table).toEqual({
      columns: ['index', 'mean', 'note'],
      rows: [
        [1, 0.0025, 'two\nlines'],
        [2, -0, 'x'],
      ],
    })
  })

  it('names the line of a row with the wrong number of cells, of an unclosed quote, and of an empty table', () => {
    expect(() => parseCsv('a,b\n1,2\n3\n')).toThrow('line 3: 1 cells under 2 column names')
    expect(() => parseCsv('a\n"b\nc')).toThrow('line 2')
    expect(() => parseCsv('')).toThrow(CsvError)
  })

  it('reads every table of numbers back unchanged', () => {
    const cell = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constant(null))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), (rows) => {
        const expected = rows.map((row) => row.map((value) => (Object.is(value, -0) ? 0 : value)))
        expect(parseCsv(formatCsv({ columns: ['a', 'b'], rows })).rows).toEqual(expected)
      }),
    )
  })

  it('counts the lines inside quoted cells', () => {
    expect(() => parseCsv('a,b\r\n"one\r\ntwo",2\r\n\r\n3\r\n')).toThrow('line 5: 1 cells under 2 column names')
  })

  it('keeps text that looks like markup, and blanks inside it', () => {
    const table = { columns: ['name'], rows: [['a  b; c\td'], ['=1+1'], ["it's"]] }
    expect(parseCsv(formatCsv(table))).toEqual(table)
  })
})
