import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chooseColumn, requireHealpix } from '../../../src-main/sky/fits/choose-column.ts'
import { copyWithValues } from '../../../src-main/sky/fits/copy-with-values.ts'
import { withByteSource } from '../../../src-main/sky/fits/fits-file.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { pixelElements } from '../../../src-main/sky/fits/pixel-elements.ts'
import { bigEndian, emptyPrimary, makeFolder, oneColumn, smallMap, tableBytes } from './make-fits.ts'

const file = makeFolder()
const ramp = Array.from({ length: 12 }, (_, i) => i + 0.5)

/** Copies a file with new values at pixels of its own ordering. */
async function copied(
  path: string,
  pixels: number[],
  values: number[],
  { column = '1', cards = [{ keyword: 'NOTE', value: 7 }] } = {},
) {
  const out = path.replace(/\.fits.*$/, '-filled.fits')
  const limited = await withByteSource(path, async (source) => {
    const chosen = requireHealpix(await chooseColumn(source, column))
    const elementOf = await pixelElements(source, chosen)
    const elements = pixels.map(elementOf)
    const notes = { cards, history: ['Filled.'] }
    return copyWithValues(source, [{ chosen, elements, values }], notes, out)
  })
  return { out, limited }
}

/** The table of a file: all bytes after its header. */
function dataOf(path: string): Buffer {
  const bytes = readFileSync(path)
  expect(bytes.length % 2880).toBe(0)
  let last = 0
  for (let at = 0; at < bytes.length; at += 80) if (bytes.toString('latin1', at, at + 8) === 'END     ') last = at
  return bytes.subarray(Math.ceil((last + 80) / 2880) * 2880)
}

describe('a copy of a map with other values at some pixels', () => {
  it('has all other bytes as they were, and says what was done', async () => {
    // Odd bits of a NaN, and UNSEEN, which other writers would change.
    const data = bigEndian('E', ramp)
    data.writeUInt32BE(0x7fc12345, 8)
    data.writeFloatBE(-1.6375e30, 12)
    const path = file('plain.fits', oneColumn('E', data))
    const { out, limited } = await copied(path, [9, 0], [-3, 4.25])
    expect(limited).toBe(0)
    const expected = Buffer.from(data)
    expected.writeFloatBE(4.25, 0)
    expected.writeFloatBE(-3, 36)
    expect(dataOf(out).subarray(0, 48)).toEqual(expected)
    const { values, header } = await readMapColumn(out)
    expect(values[9]).toBe(-3)
    expect(header.cards.number('NOTE')).toBe(7)
    expect(readFileSync(out, 'latin1')).toContain('HISTORY Filled.')
  })

  it('replaces its own cards when it is copied again, and drops checksums', async () => {
    const cards = [...smallMap, "CHECKSUM= 'abc     '", "DATASUM = '123     '", 'NOTE    =                    1']
    const { out } = await copied(file('again.fits', oneColumn('E', bigEndian('E', ramp), cards)), [1], [1])
    const text = readFileSync(out, 'latin1')
    expect(text.match(/NOTE    =/g)).toHaveLength(1)
    expect(text).not.toMatch(/CHECKSUM|DATASUM/)
  })

  it('grows the header by a block where it is full', async () => {
    const filling = Array.from({ length: 20 }, (_, i) => `COMMENT ${i}`)
    const path = file('full.fits', oneColumn('D', bigEndian('D', ramp), [...smallMap, ...filling]))
    const many = Array.from({ length: 30 }, (_, i) => ({ keyword: `NOTE${i}`, value: i }))
    const { out } = await copied(path, [11], [99], { cards: many })
    const { values, header } = await readMapColumn(out)
    expect([...values]).toEqual([...ramp.slice(0, 11), 99])
    expect(header.cards.number('NOTE29')).toBe(29)
  })

  it('changes one column among others, and HDUs after it not at all', async () => {
    const rows = Buffer.alloc(12 * 10)
    for (let i = 0; i < 12; i++) {
      rows.writeInt16BE(i, 10 * i)
      rows.writeFloatBE(ramp[i], 10 * i + 2)
      rows.writeInt32BE(100 + i, 10 * i + 6)
    }
    const lines = [
      'TFIELDS =                    3',
      ...['I', 'E', 'J'].map((form, n) => `TFORM${n + 1}  = '${form}'`),
      ...smallMap,
    ]
    const second = oneColumn('E', bigEndian('E', ramp)).subarray(emptyPrimary.length)
    const path = file('columns.fits', Buffer.concat([emptyPrimary, tableBytes(10, 12, lines, rows), second]))
    const { out } = await copied(path, [5], [-1], { column: '2' })
    expect(Array.from((await readMapColumn(out, '1')).values)).toEqual(Array.from({ length: 12 }, (_, i) => i))
    expect((await readMapColumn(out, '2')).values[5]).toBe(-1)
    expect((await readMapColumn(out, '3')).values[5]).toBe(105)
    const [before, after] = [path, out].map((one) => readFileSync(one))
    expect(after.subarray(-second.length)).toEqual(before.subarray(-second.length))
  })

  it('of an explicit map finds pixels where its rows have them', async () => {
    const rows = Buffer.alloc(3 * 8)
    for (const [i, [pixel, value]] of [
      [7, 1.5],
      [2, 2.5],
      [11, 3.5],
    ].entries()) {
      rows.writeInt32BE(pixel, 8 * i)
      rows.writeFloatBE(value, 8 * i + 4)
    }
    const lines = [
      'TFIELDS =                    2',
      ...["TTYPE1  = 'PIXEL'", "TFORM1  = 'J'", "TTYPE2  = 'I'", "TFORM2  = 'E'", "INDXSCHM= 'EXPLICIT'"],
      ...smallMap,
    ]
    const path = file('explicit.fits', Buffer.concat([emptyPrimary, tableBytes(8, 3, lines, rows)]))
    await withByteSource(path, async (source) => {
      const elementOf = await pixelElements(source, requireHealpix(await chooseColumn(source, undefined)))
      expect([2, 7, 11, 0].map(elementOf)).toEqual([1, 0, 2, -1])
    })
    const { out } = await copied(path, [2], [-8])
    const { values } = await readMapColumn(out)
    expect([values[7], values[2], values[11], values[0]]).toEqual([1.5, -8, 3.5, NaN])
  })

  it('of a compressed file is decompressed; integers are rounded and limited', async () => {
    const bytes = oneColumn(
      'B',
      bigEndian(
        'B',
        Array.from({ length: 12 }, (_, i) => i),
      ),
    )
    const { out, limited } = await copied(file('small.fits.gz', gzipSync(bytes)), [3, 4], [77.4, 1000])
    expect(limited).toBe(1)
    expect(Array.from((await readMapColumn(out)).values.subarray(2, 6))).toEqual([2, 77, 255, 5])
  })

  it('is refused for columns whose single values can’t be replaced', async () => {
    const data = Buffer.from('TFTFTFTFTFTF', 'latin1')
    await expect(copied(file('logical.fits', oneColumn('L', data)), [0], [1])).rejects.toThrow(
      "the column holds values of type bool, so that single values can't be replaced; write it as plain numbers with cirrus map convert first",
    )
  })
})
