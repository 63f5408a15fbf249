import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readHealpixHeader } from '../../../src-main/sky/fits/choose-column.ts'
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
const twelve = Array.from({ length: 12 }, (_, i) => i + 1)

describe('types of values', () => {
  it.each([
    ['B', 'B', 'uint8'],
    ['I', '1I', 'int16'],
    ['J', '       J', 'int32'],
    ['K', '1K', 'int64'],
    ['E', 'E', 'float32'],
    ['D', '1D', 'float64'],
  ] as const)('reads %s, written as TFORM "%s"', async (code, form, type) => {
    const path = file(`${code}.fits`, oneColumn(form, bigEndian(code, twelve)))
    const { values, column, statistics } = await readMapColumn(path)
    expect([...values]).toEqual(twelve)
    expect(column).toMatchObject({ name: 'I', unit: null, type, index: 0 })
    expect(statistics).toEqual({ count: 12, missing: 0, min: 1, max: 12, mean: 6.5 })
  })

  it('are scaled, unsigned by TZERO, and missing at TNULL', async () => {
    const stored = [-32768, 0, 32767, 7, ...twelve.slice(4)]
    const scaled = [...smallMap, 'TZERO1  = 32768', 'TNULL1  = 7']
    const { values } = await readMapColumn(file('u.fits', oneColumn('I', bigEndian('I', stored), scaled)))
    expect([...values.subarray(0, 4)]).toEqual([0, 32768, 65535, NaN])
    const halved = [...smallMap, 'TZERO1  = 1.5', 'TSCAL1  = 0.5']
    const other = await readMapColumn(file('s.fits', oneColumn('E', bigEndian('E', twelve), halved)))
    expect([...other.values]).toEqual(twelve.map((v) => 1.5 + 0.5 * v))
  })

  it('keep negative 64-bit integers and those beyond 32 bits', async () => {
    const stored = [-1, -(2 ** 40), 2 ** 40 + 1, ...twelve.slice(3)]
    const { statistics } = await readMapColumn(file('k.fits', oneColumn('K', bigEndian('K', stored))))
    expect(statistics).toMatchObject({ min: -(2 ** 40), max: 2 ** 40 + 1 })
  })

  it('are the base in TEXPB to the power of the column, with the unit taken from its logarithm', async () => {
    const cards = [...smallMap, 'TEXPB1  = 10', "TUNIT1  = 'log(MJy/sr)'", 'TSCAL1  = 0.5']
    const { values, column } = await readMapColumn(file('e.fits', oneColumn('I', bigEndian('I', twelve), cards)))
    expect(column.unit).toBe('MJy/sr')
    expect(values[1]).toBe(10)
    expect(values[0]).toBeCloseTo(Math.sqrt(10), 6)
  })
})

describe('missing values', () => {
  const holes = [-1.6375e30, NaN, Infinity, -999, ...twelve.slice(4)]

  it.each(['E', 'D'] as const)('are UNSEEN, NaN and infinities, in %s', async (code) => {
    const { values, statistics } = await readMapColumn(file('m.fits', oneColumn(code, bigEndian(code, holes))))
    expect([...values.subarray(0, 4)]).toEqual([NaN, NaN, NaN, -999])
    expect(statistics).toEqual({ count: 12, missing: 3, min: -999, max: 12, mean: (68 - 999) / 9 })
  })

  it('are those equal to BAD_DATA, besides UNSEEN', async () => {
    const path = file('b.fits', oneColumn('E', bigEndian('E', holes), [...smallMap, 'BAD_DATA= -999.0']))
    expect((await readMapColumn(path)).statistics).toMatchObject({ missing: 4, min: 5 })
  })

  it('leave no range if all are missing', async () => {
    const path = file(
      'n.fits',
      oneColumn(
        'E',
        bigEndian(
          'E',
          twelve.map(() => NaN),
        ),
      ),
    )
    expect((await readMapColumn(path)).statistics).toEqual({
      count: 12,
      missing: 12,
      min: null,
      max: null,
      mean: null,
    })
  })
})

describe('layouts', () => {
  const cards = [
    'TFIELDS = 3',
    "TFORM1  = '4E'",
    "TTYPE1  = 'I'",
    "TUNIT1  = 'K'",
    "TFORM2  = '5A'",
    "TTYPE2  = 'NOTE'",
    "TFORM3  = '4I'",
    "TTYPE3  = 'HITS'",
  ]
  const rows = [0, 1, 2].flatMap((row) => [
    bigEndian('E', twelve.slice(4 * row, 4 * row + 4)),
    Buffer.from('hello'),
    bigEndian(
      'I',
      twelve.slice(4 * row, 4 * row + 4).map((v) => -v),
    ),
  ])
  const table = Buffer.concat([emptyPrimary, tableBytes(29, 3, [...cards, ...smallMap], Buffer.concat(rows))])

  it('reads vectors of several columns, and skips text', async () => {
    const path = file('v.fits', table)
    expect([...(await readMapColumn(path)).values]).toEqual(twelve)
    expect([...(await readMapColumn(path, 'HITS')).values]).toEqual(twelve.map((v) => -v))
    const info = await readMapInfo(path)
    expect(info).toEqual({
      file: path,
      format: 'healpix',
      nside: 1,
      ordering: 'RING',
      coordsys: null,
      indexing: 'implicit',
      columns: [
        { name: 'I', unit: 'K', type: 'float32', count: 12, missing: 0, min: 1, max: 12, mean: 6.5 },
        { name: 'HITS', unit: null, type: 'int16', count: 12, missing: 0, min: -12, max: -1, mean: -6.5 },
      ],
    })
  })

  it('reads gzip whatever the name, a file without padding, and one with extra bytes at its end', async () => {
    expect([...(await readMapColumn(file('plain-name.fits', gzipSync(table)), 'HITS')).values]).toEqual(
      twelve.map((v) => -v),
    )
    const complete = 2 * 2880 + 3 * 29
    expect(table.length).toBe(3 * 2880)
    expect([...(await readMapColumn(file('unfilled.fits', table.subarray(0, complete)))).values]).toEqual(twelve)
    expect([...(await readMapColumn(file('more.fits', Buffer.concat([table, Buffer.from('x')])))).values]).toEqual(
      twelve,
    )
  })

  it('reads rows longer than a piece, element by element', async () => {
    const nside = 512
    const count = 12 * nside * nside
    const data = Buffer.alloc(count * 6)
    for (let i = 0; i < count; i++) {
      data.writeInt16BE(i % 1000, 2 * i)
      data.writeFloatBE(i, 2 * count + 4 * i)
    }
    const lines = [
      'TFIELDS = 2',
      `TFORM1  = '${count}I'`,
      "TTYPE1  = 'A'",
      `TFORM2  = '${count}E'`,
      "TTYPE2  = 'B'",
      'NSIDE   = 512',
      "ORDERING= 'NEST'",
    ]
    const path = file('wide.fits', Buffer.concat([emptyPrimary, tableBytes(count * 6, 1, lines, data)]))
    const { values, header } = await readMapColumn(path, 'B')
    expect(header).toMatchObject({ ordering: 'NESTED' })
    expect(values.every((value, i) => value === i)).toBe(true)
    const info = await readMapInfo(path)
    expect(info).toMatchObject({
      columns: [
        { min: 0, max: 999, count },
        { min: 0, max: count - 1, mean: (count - 1) / 2 },
      ],
    })
  })

  it('reads a map stored as a one-dimensional primary image', async () => {
    const lines = [
      'SIMPLE  = T',
      'BITPIX  = 16',
      'NAXIS   = 1',
      'NAXIS1  = 12',
      'BSCALE  = 2.0',
      'BLANK   = 3',
      'NSIDE   = 1',
      'NESTED  = T',
      "FRAME   = 'icrs'",
      "BUNIT   = 'mag'",
    ]
    const path = file('i.fits', Buffer.concat([headerBytes(lines), padded(bigEndian('I', twelve))]))
    const { values, header } = await readMapColumn(path)
    expect([...values]).toEqual(twelve.map((v) => (v === 3 ? NaN : 2 * v)))
    expect(header).toMatchObject({ ordering: 'NESTED', coordsys: 'C', columns: [{ unit: 'mag', type: 'int16' }] })
  })
})

describe('the header', () => {
  const header = (cards: string[]) => readHealpixHeader(file('h.fits', oneColumn('E', bigEndian('E', twelve), cards)))

  it('gives nside from the number of values if NSIDE is missing', async () => {
    expect((await header(["ORDERING= 'NESTED'", "PIXTYPE = 'HEALPIX'"])).nside).toBe(1)
    expect((await header(["NSIDE   = '1 '", 'NEST    = 0'])).ordering).toBe('RING')
  })
})

describe('reading a large map', () => {
  it('reports progress, and stops when aborted', async () => {
    const path = file('p.fits', oneColumn('E', bigEndian('E', twelve)))
    const told: number[] = []
    await readMapColumn(path, undefined, { onProgress: (fraction) => told.push(fraction) })
    expect(told.at(-1)).toBe(1)
    await expect(readMapColumn(path, undefined, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    )
  })
})
