import { describe, expect, it } from 'vitest'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { nest2ring } from '../../../src-shared/sky/healpix/nest2ring.ts'
import { bigEndian, emptyPrimary, makeFolder, tableBytes } from './make-fits.ts'
import { compressed } from './make-compressed.ts'

const file = makeFolder()
const nside = 16
const npix = 12 * nside * nside
const counting = Array.from({ length: npix }, (_, i) => i)
const header = (ordering: string, ...cards: string[]) => [`NSIDE   = ${nside}`, `ORDERING= '${ordering}'`, ...cards]
/** A map of one column, one value in a row. */
function oneColumn(form: 'E' | 'D' | 'J', values: number[], cards: string[]) {
  const data = bigEndian(form, values)
  const lines = ['TFIELDS = 1', `TFORM1  = '${form}'`, "TTYPE1  = 'T'", ...cards]
  return Buffer.concat([emptyPrimary, tableBytes(data.length / values.length, values.length, lines, data)])
}
const full = (form: 'E' | 'D' | 'J', ordering: string) => file('full.fits', oneColumn(form, counting, header(ordering)))
const read = (path: string, column?: string) => readMapColumn(path, column, { ordering: 'RING', shared: true })

describe('a column read in RING order', () => {
  // E is read straight into its place, D and J are converted piece by piece
  it.each(['E', 'D', 'J'] as const)(
    'is that of a NESTED map, its pixels moved as nest2ring says (%s)',
    async (form) => {
      const { values, statistics } = await read(full(form, 'NESTED'))
      expect(statistics).toMatchObject({ min: 0, max: npix - 1, missing: 0 })
      for (const pixel of counting) expect(values[nest2ring(nside, pixel)]).toBe(pixel)
    },
  )

  it('is that of a RING map as it is', async () => {
    expect([...(await read(full('E', 'RING'))).values]).toEqual(counting)
  })

  it('has the pixels of an explicit NESTED map at their RING places, and NaN elsewhere', async () => {
    const pixels = [5, 0, npix - 1, 700]
    const rows = pixels.map((pixel) => Buffer.concat([bigEndian('J', [pixel]), bigEndian('E', [2 * pixel])]))
    const cards = ['TFIELDS = 2', "TFORM1  = 'J'", "TTYPE1  = 'PIXEL'", "TFORM2  = 'E'", "TTYPE2  = 'T'"]
    const table = tableBytes(8, 4, [...cards, ...header('NESTED', "INDXSCHM= 'EXPLICIT'")], Buffer.concat(rows))
    const { values } = await read(file('explicit.fits', Buffer.concat([emptyPrimary, table])))
    for (const pixel of pixels) expect(values[nest2ring(nside, pixel)]).toBe(2 * pixel)
    expect(values.filter((value) => !Number.isNaN(value))).toHaveLength(4)
  })

  it('has the pixels of a part of a NESTED map, from FIRSTPIX on', async () => {
    const part = oneColumn('E', [1, 2, 3], header('NESTED', 'FIRSTPIX= 100', 'LASTPIX = 102'))
    const { values } = await read(file('part.fits', part))
    expect([100, 101, 102].map((pixel) => values[nest2ring(nside, pixel)])).toEqual([1, 2, 3])
    expect(values.filter((value) => !Number.isNaN(value))).toHaveLength(3)
  })

  it('is that of a tile-compressed map too', async () => {
    const bytes = compressed((line) => line.replace("ORDERING= 'RING'", "ORDERING= 'NESTED'"))
    const { values } = await read(file('tiles.fits', bytes))
    expect(values.filter((value) => value === 104)).toHaveLength(6)
  })

  it('is in memory that worker threads can share', async () => {
    expect((await read(full('E', 'NESTED'))).values.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect((await readMapColumn(full('E', 'NESTED'))).values.buffer).toBeInstanceOf(ArrayBuffer)
  })
})
