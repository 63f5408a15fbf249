import { describe, expect, it } from 'vitest'
import { withByteSource } from '../../../src-main/sky/fits/fits-file.ts'
import { findPolarisedMaps } from '../../../src-main/sky/fits/find-polarised-maps.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { bigEndian, emptyPrimary, makeFolder, smallMap, tableBytes } from './make-fits.ts'

const file = makeFolder()
/** A file with one table for each list of columns, all of 12 pixels. */
const tables = (name: string, ...columnsOf: string[][]) =>
  file(
    name,
    Buffer.concat([
      emptyPrimary,
      ...columnsOf.map((names) => {
        const lines = names.flatMap((column, i) => [`TTYPE${i + 1}  = '${column}'`, `TFORM${i + 1}  = 'E'`])
        const rows = Array.from({ length: 12 }, (_, pixel) => names.map((_, i) => pixel + 10 * i)).flat()
        const cards = [`TFIELDS = ${names.length}`, ...lines, ...smallMap]
        return tableBytes(4 * names.length, 12, cards, bigEndian('E', rows))
      }),
    ]),
  )
const found = async (path: string) => {
  const { maps } = await withByteSource(path, (source) => findPolarisedMaps(source, {}))
  return maps.map(({ i, q, u }) => [i, q, u].map((part) => part?.name ?? null))
}

describe('the polarised maps of a file', () => {
  it('are found in one table, with their I', async () => {
    expect(await found(tables('one.fits', ['TEMPERATURE', 'Q_STOKES', 'U_STOKES']))).toEqual([
      ['TEMPERATURE', 'Q_STOKES', 'U_STOKES'],
    ])
  })

  it('are found across tables of one grid that hold one of them each', async () => {
    const path = tables('each.fits', ['I_STOKES'], ['Q_STOKES'], ['U_STOKES'])
    expect(await found(path)).toEqual([['I_STOKES', 'Q_STOKES', 'U_STOKES']])
    expect([...(await readMapColumn(path, 'P')).values].slice(0, 2)).toEqual([0, Math.fround(Math.SQRT2)])
  })

  it('stay apart where each table has both', async () => {
    expect(await found(tables('halves.fits', ['Q_STOKES', 'U_STOKES'], ['Q_STOKES', 'U_STOKES']))).toEqual([
      [null, 'Q_STOKES', 'U_STOKES'],
      [null, 'Q_STOKES (HDU 2)', 'U_STOKES (HDU 2)'],
    ])
  })

  it('are none without U, and a file without a map is refused', async () => {
    expect(await found(tables('half.fits', ['Q_STOKES']))).toEqual([])
    await expect(found(file('none.fits', emptyPrimary))).rejects.toThrow(/HEALPix/)
  })
})
