import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readNumberTable } from '../../../src-main/sky/fits/read-table.ts'
import { bigEndian, emptyPrimary, headerBytes, makeFolder, padded, tableBytes } from './make-fits.ts'

const put = makeFolder()
/** A name of eight characters, a 16-bit integer in steps of 0.5 with -1 for none, and a pair of doubles in each row. */
const cards = [
  'TFIELDS =                    3',
  "TTYPE1  = 'NAME    '",
  "TFORM1  = '8A      '",
  "TTYPE2  = 'RADIUS  '",
  "TFORM2  = 'I       '",
  'TSCAL2  =                  0.5',
  'TNULL2  =                   -1',
  "TTYPE3  = 'PAIR    '",
  "TFORM3  = '2D      '",
]
const row = (name: string, radius: number) =>
  Buffer.concat([Buffer.from(name.padEnd(8)), bigEndian('I', [radius]), bigEndian('D', [1, 2])])
const table = tableBytes(26, 3, cards, Buffer.concat([row('a', 6), row('b', -1), row('c', 7)]))
const image = Buffer.concat([
  headerBytes([
    'SIMPLE  =                    T',
    'BITPIX  =                    8',
    'NAXIS   =                    1',
    'NAXIS1  =                    4',
  ]),
  padded(new Uint8Array(4)),
])

describe('columns of numbers of a table', () => {
  it('are read from the first binary table, scaled, NaN where there is none', async () => {
    const path = put('a.fits', Buffer.concat([image, table]))
    const found = await readNumberTable(path, (columns) => {
      expect(columns.map(({ name }) => name)).toEqual(['NAME', 'RADIUS', 'PAIR'])
      return [1]
    })
    expect(found).toEqual({ hdu: 1, rows: 3, values: [Float64Array.of(3, NaN, 3.5)] })
  })

  it('are read in the order they are chosen, also from a compressed file', async () => {
    const path = put('b.fits.gz', gzipSync(Buffer.concat([emptyPrimary, table])))
    const { values } = await readNumberTable(path, () => [1, 1])
    expect(values[1]).toEqual(Float64Array.of(3, NaN, 3.5))
  })

  it('can be none, of a table without rows', async () => {
    const empty = put('c.fits', Buffer.concat([emptyPrimary, tableBytes(26, 0, cards, new Uint8Array(0))]))
    expect(await readNumberTable(empty, () => [1])).toEqual({ hdu: 1, rows: 0, values: [new Float64Array(0)] })
    const path = put('d.fits', Buffer.concat([emptyPrimary, table]))
    expect(await readNumberTable(path, () => [])).toEqual({ hdu: 1, rows: 3, values: [] })
  })

  it.each([
    ['text', 0, /HDU 1, column NAME: it holds 8A \(text\), and a number is needed in each row\./],
    ['several numbers', 2, /HDU 1, column PAIR: it holds 2D \(float64\), and a number is needed in each row\./],
  ])('are refused if they hold %s', async (_, at, message) => {
    const path = put('e.fits', Buffer.concat([emptyPrimary, table]))
    await expect(readNumberTable(path, () => [at])).rejects.toThrow(message)
  })

  it('need a binary table', async () => {
    await expect(readNumberTable(put('f.fits', image), () => [0])).rejects.toThrow(
      /f.fits, HDU 0 \(image, 4\): none of these is a binary table; choose another file\./,
    )
    const ascii = put('g.fits', Buffer.concat([emptyPrimary, headerBytes(["XTENSION= 'TABLE   '", 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 4', 'NAXIS2  = 0', 'PCOUNT  = 0', 'GCOUNT  = 1'])])) // prettier-ignore
    await expect(readNumberTable(ascii, () => [0])).rejects.toThrow(/this is an ASCII table, which is not supported/)
  })

  it('that no memory holds are refused, and those that a compressed file does not have', async () => {
    const claims = (rows: number) => {
      const header = tableBytes(26, 3, cards, new Uint8Array(0))
      const card = `NAXIS2  = ${String(rows).padStart(20)}`
      header.write(card, header.indexOf('NAXIS2'), 'latin1')
      return gzipSync(Buffer.concat([emptyPrimary, header]))
    }
    await expect(readNumberTable(put('i.fits.gz', claims(2e13)), () => [1])).rejects.toThrow(
      /i.fits.gz, HDU 1, column RADIUS: its 20000000000000 values take .* GB, more memory than there is; choose a shorter/,
    )
    await expect(readNumberTable(put('j.fits.gz', claims(1000)), () => [1])).rejects.toThrow(/the file is cut short/)
  })

  it('that were cut short are refused', async () => {
    const path = put('h.fits', Buffer.concat([emptyPrimary, table]).subarray(0, 2880 * 2 + 40))
    await expect(readNumberTable(path, () => [1])).rejects.toThrow(/the file is cut short: 5838 bytes expected/)
  })
})
