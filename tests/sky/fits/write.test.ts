import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { formatInt16Map } from '../../../src-main/sky/fits/write-table.ts'
import { formatHeader, writeFitsImages } from '../../../src-main/sky/fits/write.ts'
import { makeFolder, oneColumn, smallMap } from './make-fits.ts'

const file = makeFolder()
const folder = dirname(file('place', Buffer.alloc(1)))
const lines = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/.{80}/g)!
    .map((line) => line.trimEnd())

describe('written cards (FITS 4.0, Sec. 4.2)', () => {
  it('are laid out as the standard requires', () => {
    const header = formatHeader([
      { keyword: 'SIMPLE', value: true, comment: 'FITS standard' },
      { keyword: 'BITPIX', value: -32 },
      { keyword: 'SIGMA', value: 1e-7 },
      { keyword: 'BUNIT', value: 'uK' },
      { keyword: 'AUTHOR', value: "O'Hara" },
    ])
    expect(header.length).toBe(2880)
    expect(lines(header).slice(0, 6)).toEqual([
      'SIMPLE  =                    T / FITS standard',
      'BITPIX  =                  -32',
      'SIGMA   =                 1E-7',
      "BUNIT   = 'uK      '",
      "AUTHOR  = 'O''Hara '",
      'END',
    ])
  })

  it('wrap HISTORY and COMMENT at 72 characters without losing a word', () => {
    const text = 'a sentence of many words, '.repeat(10).trim()
    const header = lines(formatHeader([{ keyword: 'COMMENT', value: text }], [text, 'x'.repeat(100)]))
    const joined = (keyword: string) => header.filter((line) => line.startsWith(keyword)).map((line) => line.slice(8))
    expect(joined('COMMENT').join(' ')).toBe(text)
    expect(joined('HISTORY').slice(0, -2).join(' ')).toBe(text)
    expect(joined('HISTORY').slice(-2)).toEqual(['x'.repeat(72), 'x'.repeat(28)])
  })

  it('fill whole blocks, even if END does not fit into the first', () => {
    const cards = Array.from({ length: 36 }, (_, i) => ({ keyword: `A${i}`, value: i }))
    expect(formatHeader(cards).length).toBe(2 * 2880)
    expect(formatHeader(cards.slice(1)).length).toBe(2880)
  })

  it('spell out what is not ASCII', () => {
    const written = (value: string) =>
      lines(formatHeader([{ keyword: 'BUNIT', value }]))[0]
        .slice(11)
        .replace(/ *'$/, '')
    expect(['µK', '\u03bcK', 'K²', 'sr⁻¹', '10 Å', '1°'].map(written)).toEqual([
      'uK',
      'uK',
      'K2',
      'sr-1',
      '10 Angstrom',
      '1deg',
    ])
  })

  it.each(['utf8', 'latin1'] as const)('have the unit of a map in %s as uK', async (encoding) => {
    const table = oneColumn('E', Buffer.alloc(48), ["TUNIT1  = 'MICRO'", ...smallMap])
    const at = table.indexOf("'MICRO'")
    const unit = Buffer.from("'µK'", encoding)
    table.fill(' ', at, at + 7).set(unit, at)
    const { column } = await readMapColumn(file('u.fits', table))
    expect(column.unit).toBe('µK')
    expect(lines(formatHeader([{ keyword: 'BUNIT', value: column.unit! }]))[0]).toBe("BUNIT   = 'uK      '")
  })

  it("refuse what FITS can't represent", () => {
    expect(() => formatHeader([{ keyword: 'too long a name', value: 1 }])).toThrow(RangeError)
    expect(() => formatHeader([{ keyword: 'NAN', value: NaN }])).toThrow(RangeError)
  })
})

describe('written images', () => {
  it('are read back, values, cards and names', async () => {
    const path = join(folder, 'images.fits')
    const cards = [
      { keyword: 'CTYPE1', value: 'GLON-TAN' },
      { keyword: 'CTYPE2', value: 'GLAT-TAN' },
      { keyword: 'MASKED', value: true, comment: 'yes' },
      { keyword: 'LONGTEXT', value: "it's long ".repeat(20).trim() },
    ]
    const values = Float32Array.of(0.5, -1, NaN, 1e-30, 2, 3)
    await writeFitsImages(path, [
      { name: 'ORIGINAL', width: 3, height: 2, values, cards, history: ['made by a test'] },
      { name: 'RESIDUAL', width: 2, height: 3, values: values.map((value) => -value), cards: [], history: [] },
    ])
    expect((await readFile(path)).length % 2880).toBe(0)
    const first = await readFitsImage(path)
    expect(first).toMatchObject({ name: 'ORIGINAL', width: 3, height: 2, wcs: { ctype: ['GLON-TAN', 'GLAT-TAN'] } })
    expect(first.values).toEqual(values)
    expect(first.cards).toContainEqual({ keyword: 'MASKED', value: true, comment: 'yes' })
    expect(first.cards).toContainEqual({ keyword: 'HISTORY', value: null, comment: 'made by a test' })
    expect(first.cards.find(({ keyword }) => keyword === 'LONGTEXT')?.value).toBe("it's long ".repeat(20).trim())
    expect((await readFitsImage(path, 'RESIDUAL')).values).toEqual(values.map((value) => -value))
  })

  it('are refused if the values do not fill them', async () => {
    const image = { name: 'A', width: 2, height: 2, values: new Float32Array(3), cards: [], history: [] }
    await expect(writeFitsImages(join(folder, 'bad.fits'), [image])).rejects.toThrow('3 values do not fill 2 x 2')
  })
})

describe('a written map table', () => {
  const map = {
    nside: 1,
    ordering: 'RING',
    coordsys: 'G',
    name: 'I',
    unit: 'K',
    scale: 0.5,
    zero: 10,
    nullValue: -1,
    cards: [],
    history: [],
  } as const

  it('is read back, scaled and with missing values', async () => {
    const stored = Int16Array.from({ length: 12 }, (_, i) => (i === 3 ? -1 : i * 1000 - 5000))
    const { values, header, column } = await readMapColumn(file('t.fits', formatInt16Map({ ...map, stored })))
    expect([...values]).toEqual([...stored].map((v) => (v === -1 ? NaN : 10 + 0.5 * v)))
    expect(header).toMatchObject({ nside: 1, ordering: 'RING', coordsys: 'G' })
    expect(column).toMatchObject({ name: 'I', unit: 'K', type: 'int16' })
  })

  it('is refused if there are not 12 nside^2 integers', () => {
    expect(() => formatInt16Map({ ...map, stored: new Int16Array(11) })).toThrow('needs 12 values, not 11')
  })
})
