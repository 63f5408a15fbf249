import { describe, expect, it } from 'vitest'
import { gatherBits } from '../../../src-main/sky/fits/bit-columns.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import {
  bigEndian,
  emptyPrimary,
  headerBytes,
  makeFolder,
  oneColumn,
  padded,
  smallMap,
  tableBytes,
} from './make-fits.ts'

const file = makeFolder()
const flags = [0, 1, 2, 3, 4, 5, 6, 7, 6, 4, 4, 4]

/** A table with the integers above in a column of this name, beside a column of floats. */
const tableOf = (name: string, values: number[] = flags, cards: string[] = []) => {
  const rows = Buffer.concat(
    values.map((value) => Buffer.concat([bigEndian('E', [value + 0.5]), bigEndian('I', [value])])),
  )
  const lines = ['TFIELDS = 2', "TFORM1  = 'E'", "TTYPE1  = 'I'", "TFORM2  = 'I'", `TTYPE2  = '${name}'`]
  return file(`${name}.fits`, Buffer.concat([emptyPrimary, tableBytes(6, 12, [...lines, ...smallMap, ...cards], rows)]))
}
const bitsIn = async (path: string) => {
  const { columns } = await readMapInfo(path)
  return columns.filter(({ derived }) => derived?.kind === 'bit')
}

describe('bits of a column of integers', () => {
  it('are listed up to the highest that is set, if the name says that they are flags', async () => {
    const path = tableOf('FLAGS')
    // Bits of 0 to 7, then 6 and three times 4, by hand.
    expect(await bitsIn(path)).toMatchObject([
      { name: 'FLAGS bit 0', type: 'bit', count: 12, missing: 0, min: 0, max: 1, mean: 4 / 12 },
      { name: 'FLAGS bit 1', derived: { from: ['FLAGS'], bit: 1 }, mean: 5 / 12 },
      { name: 'FLAGS bit 2', mean: 8 / 12 },
    ])
    expect([...(await readMapColumn(path, 'flags BIT 1')).values]).toEqual([0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0])
  })

  it('are not listed for masks of 0 and 1, nor for other integers, but can be chosen', async () => {
    expect(
      await bitsIn(
        tableOf(
          'TMASK',
          flags.map((value) => value & 1),
        ),
      ),
    ).toEqual([])
    const hits = tableOf('HITS')
    expect(await bitsIn(hits)).toEqual([])
    expect((await readMapColumn(hits, 'HITS bit 0')).statistics).toMatchObject({ mean: 4 / 12 })
  })

  it('are missing where the integer is', async () => {
    const path = tableOf('BITMASK', flags, ['TNULL2  = 5'])
    expect((await bitsIn(path))[0]).toMatchObject({ missing: 1, mean: 3 / 11 })
    expect((await readMapColumn(path, 'BITMASK bit 2')).values[5]).toBeNaN()
  })

  it('are those of two’s complement in negative integers', async () => {
    const bits = await bitsIn(tableOf('QUALITY', [-1, -2, ...Array<number>(10).fill(0)]))
    expect(bits.map(({ mean }) => mean)).toEqual([1 / 12, ...Array<number>(15).fill(2 / 12)])
  })

  it('are refused beyond the last one, and of floats', async () => {
    const path = tableOf('MASK')
    await expect(readMapColumn(path, 'MASK bit 16')).rejects.toThrow('its bits are 0, the least significant, to 15')
    await expect(readMapColumn(path, 'I bit 0')).rejects.toThrow(
      'float32 values are not integers, so they have no bits',
    )
    await expect(readMapColumn(path, 'J bit 0')).rejects.toThrow('there is no such column')
  })

  it('are found in images and in columns that fill their rows', async () => {
    const cards = ['SIMPLE  = T', 'BITPIX  = 16', 'NAXIS   = 1', 'NAXIS1  = 12', ...smallMap, "EXTNAME = 'MASK'"]
    const image = file('image.fits', Buffer.concat([headerBytes(cards), padded(bigEndian('I', flags))]))
    expect((await bitsIn(image)).map(({ mean }) => mean)).toEqual([4 / 12, 5 / 12, 8 / 12])
    const lone = file('lone.fits', oneColumn('B', bigEndian('B', flags)))
    expect((await readMapColumn(lone, 'I bit 2')).statistics).toMatchObject({ mean: 8 / 12 })
  })
})

it('counts no bits of a column without values', () => {
  const none = { count: 3, missing: 3, min: null, max: null, mean: null }
  expect(gatherBits().result(none, 8)).toEqual([])
})
