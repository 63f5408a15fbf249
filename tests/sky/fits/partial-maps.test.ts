import { describe, expect, it } from 'vitest'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { bigEndian, emptyPrimary, makeFolder, tableBytes } from './make-fits.ts'

const file = makeFolder()
type Code = Parameters<typeof bigEndian>[0]
type Column = [name: string | null, code: Code, values: number[]]

/** A table of nside 2 (48 pixels) with one value of each column in a row. */
function table(columns: Column[], cards: string[], order = ["ORDERING= 'RING'"]): string {
  const rows = columns[0][2].map((_, row) => columns.map(([, code, values]) => bigEndian(code, [values[row]])))
  const lines = columns.flatMap(([name, code], i) => [
    `TFORM${i + 1}  = '${code}'`,
    ...(name === null ? [] : [`TTYPE${i + 1}  = '${name}'`]),
  ])
  const data = Buffer.concat(rows.flat())
  const all = [`TFIELDS = ${columns.length}`, ...lines, 'NSIDE   = 2', ...order, ...cards]
  return file('p.fits', Buffer.concat([emptyPrimary, tableBytes(data.length / rows.length, rows.length, all, data)]))
}

const pixels = [47, 0, 3]
const value: Column = ['T', 'E', [0.5, 1.5, 2.5]]
const hits: Column = ['HITS', 'J', [3, 2, 1]]
const explicit = ["INDXSCHM= 'EXPLICIT'"]

async function expectPixels(path: string, column = 'T'): Promise<void> {
  const { values, header } = await readMapColumn(path, column)
  expect(header).toMatchObject({ indexing: 'explicit' })
  expect([values[47], values[0], values[3]]).toEqual([0.5, 1.5, 2.5])
  expect(values.filter((v) => Number.isNaN(v))).toHaveLength(45)
}

describe('the pixel numbers of an explicit map', () => {
  it.each(['PIXEL', 'pix', 'IPIX', 'HPX_INDEX', 'HEALPIX', 'PIXEL_ID', 'HPIX', 'PIX_NEST'])(
    'are found by the name %s, wherever the column is',
    async (name) => {
      const numbers: Column = [name, 'J', pixels]
      await expectPixels(table([numbers, value], explicit))
      await expectPixels(table([value, numbers], explicit))
      await expectPixels(table([hits, numbers, value], explicit))
      await expectPixels(table([hits, value, numbers], []))
    },
  )

  it('leave every other column as values', async () => {
    const info = await readMapInfo(table([hits, ['PIXEL', 'J', pixels], value], explicit))
    expect(info).toMatchObject({
      indexing: 'explicit',
      columns: [
        { name: 'HITS', max: 3 },
        { name: 'T', max: 2.5 },
      ],
    })
  })

  it.each(['I', 'K', 'E', 'D'] as const)('are read as %s', async (code) => {
    await expectPixels(table([value, ['PIXEL', code, pixels]], explicit))
  })

  it('are the first column if it is the only integer column', async () => {
    await expectPixels(table([[null, 'J', pixels], value], explicit))
    await expectPixels(table([['CELL', 'J', pixels], value], ['GRAIN   = 1']))
    await expectPixels(table([['CELL', 'J', pixels], value], ["OBJECT  = 'PARTIAL'"]))
  })

  it.each([
    [
      [hits, value, ['N', 'J', pixels]],
      explicit,
      'card INDXSCHM: the map is explicit, but none of its columns (HITS, T, N)',
    ],
    [[value], ['GRAIN   = 1'], 'card GRAIN: the map is explicit'],
    [[value], ["OBJECT  = 'PARTIAL'"], 'card OBJECT: the map is explicit'],
    [[['PIXEL', 'J', pixels], value], ['GRAIN   = 4'], 'card GRAIN: each row stands for 4 pixels'],
    [[['PIXEL', 'J', pixels], value], ["INDXSCHM= 'OTHER'"], 'card INDXSCHM: OTHER is neither'],
    [[['PIXEL', 'J', [47, 0, 48]], value], explicit, 'row 3: pixel 48 is not one of the 48 of nside 2'],
    [[['PIXEL', 'D', [47, 0.5, 3]], value], explicit, 'row 2: pixel 0.5 is not one of the 48'],
    [[['PIXEL', 'D', [NaN, 0, 3]], value], explicit, 'row 1: pixel NaN is not one'],
    [[['PIXEL', 'J', [47, 3, 47]], value], explicit, 'rows 1 and 3: pixel 47 appears twice'],
    [[['PIXEL', 'J', pixels]], explicit, 'has no column of values besides the pixel numbers'],
  ] as [Column[], string[], string][])('are refused: %j %j', async (columns, cards, said) => {
    const path = table(columns, cards)
    await expect(readMapInfo(path)).rejects.toThrow(`HDU 1, ${said}`.replace('HDU 1, has', 'has'))
    await expect(readMapColumn(path)).rejects.toMatchObject({ code: 'refused' })
  })

  it.each([explicit, ["INDXSCHM= 'SPARSE'"], []])('of a table of channels are refused: %j', async (...cards) => {
    const channels: Column[] = [
      ['PIX', 'J', pixels],
      ['CHANNEL', 'I', [0, 0, 1]],
      ['VALUE', 'E', [1, 2, 3]],
    ]
    await expect(readMapInfo(table(channels, cards))).rejects.toThrow(
      'HDU 1, column CHANNEL: this table lists the values of many channels pixel by pixel, so it is not one map',
    )
  })

  it('are refused if there are more of them than pixels', async () => {
    const many = Array.from({ length: 49 }, (_, i) => i % 48)
    const path = table(
      [
        ['PIXEL', 'J', many],
        ['T', 'E', many],
      ],
      explicit,
    )
    await expect(readMapInfo(path)).rejects.toThrow('49 pixel numbers are more than the 48 pixels of nside 2')
  })

  it('are refused in single precision if it cannot represent all pixels', async () => {
    const lines = ["INDXSCHM= 'EXPLICIT'", 'NSIDE   = 2048', "ORDERING= 'RING'"]
    const columns = ['TFIELDS = 2', "TFORM1  = 'E'", "TTYPE1  = 'PIXEL'", "TFORM2  = 'E'", "TTYPE2  = 'T'"]
    const bytes = tableBytes(8, 1, [...columns, ...lines], bigEndian('E', [7, 1]))
    await expect(readMapInfo(file('s.fits', Buffer.concat([emptyPrimary, bytes])))).rejects.toThrow(
      'pixel numbers in single precision',
    )
  })

  it('are read from rows longer than a piece of the file', async () => {
    const count = 700_000
    const numbers = Array.from({ length: count }, (_, i) => count - 1 - i)
    const data = Buffer.concat([bigEndian('J', numbers), bigEndian('E', numbers)])
    const columns = [`TFORM1  = '${count}J'`, "TTYPE1  = 'PIXEL'", `TFORM2  = '${count}E'`, "TTYPE2  = 'T'"]
    const lines = ['TFIELDS = 2', ...columns, 'NSIDE   = 256', "ORDERING= 'RING'", ...explicit]
    const path = file('long.fits', Buffer.concat([emptyPrimary, tableBytes(8 * count, 1, lines, data)]))
    const { values } = await readMapColumn(path)
    expect(values.subarray(0, count).every((v, pixel) => v === pixel)).toBe(true)
    expect(values.subarray(count).every((v) => Number.isNaN(v))).toBe(true)
  })
})

describe('an implicit map of part of the sky', () => {
  it.each([
    [['FIRSTPIX= 5', 'LASTPIX = 7']],
    [['FIRSTPIX= 5', 'LASTPIX = 7', "INDXSCHM= 'IMPLICIT'", "OBJECT  = 'PARTIAL'"]],
    [['FIRSTPIX= 5']],
    [['LASTPIX = 7']],
  ])('begins at FIRSTPIX: %j', async (cards) => {
    const { values, header, statistics } = await readMapColumn(table([value], cards))
    expect(header).toMatchObject({ indexing: 'implicit', firstPixel: 5, nside: 2 })
    expect([...values.subarray(5, 8)]).toEqual([0.5, 1.5, 2.5])
    expect(values.filter((v) => Number.isNaN(v))).toHaveLength(45)
    expect(statistics).toMatchObject({ count: 3, missing: 0 })
  })

  it.each([
    [
      ['FIRSTPIX= 5', 'LASTPIX = 8'],
      'card LASTPIX: FIRSTPIX = 5 and LASTPIX = 8 are 4 pixels, but the columns have 3 values',
    ],
    [['FIRSTPIX= 46'], 'card FIRSTPIX: 46 to (no LASTPIX) are not pixels of nside 2'],
    [['FIRSTPIX= -1', 'LASTPIX = 1'], 'card FIRSTPIX'],
    [['FIRSTPIX= 0', 'LASTPIX = 47'], 'nside 2 needs 48 values in a column, but the table has 3 values'],
    [[], 'nside 2 needs 48 values'],
  ])('is refused where the rows do not fit: %j', async (cards, said) => {
    await expect(readMapInfo(table([value], cards))).rejects.toThrow(said)
  })

  it('is full if all pixels are there, whatever FIRSTPIX says', async () => {
    const all: Column = ['T', 'D', Array.from({ length: 48 }, (_, i) => i)]
    const { values } = await readMapColumn(table([all], ['FIRSTPIX= 0', 'LASTPIX = 11']))
    expect([...values]).toEqual(all[2])
  })
})
