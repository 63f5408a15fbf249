import { describe, expect, it } from 'vitest'
import { derivedColumns } from '../../../src-main/sky/fits/derived-columns.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import reference from '../../reference/derived-columns.json' with { type: 'json' }
import { hasSharedData, sharedData } from '../../shared-data.ts'
import { bigEndian, emptyPrimary, headerBytes, makeFolder, padded, smallMap, tableBytes } from './make-fits.ts'

const file = makeFolder()
const q = [3, 0, 1, 0, ...Array<number>(8).fill(5)]
const u = [4, 2, 0, -1, ...Array<number>(8).fill(-12)]

/** Tables of 12 rows with Q and U, each with cards of its own. */
const tables = (name: string, ...cardsOf: string[][]) => {
  const rows = bigEndian(
    'E',
    q.flatMap((value, i) => [value, u[i]]),
  )
  const lines = ['TFIELDS = 2', "TFORM1  = 'E'", "TFORM2  = 'E'", "TTYPE1  = 'Q_STOKES'", "TTYPE2  = 'U_STOKES'"]
  return file(
    name,
    Buffer.concat([
      emptyPrimary,
      ...cardsOf.map((cards) => tableBytes(8, 12, [...lines, ...smallMap, ...cards], rows)),
    ]),
  )
}
const namesOf = async (path: string) => {
  const info = await readMapInfo(path)
  if (info.format !== 'healpix') throw new Error('not a map')
  return info.columns.map(({ name }) => name)
}

describe('derived columns of a file', () => {
  it('come after the stored ones, with statistics, and are chosen by name or number', async () => {
    const path = tables('qu.fits', [])
    expect(await readMapInfo(path)).toMatchObject({
      columns: [
        { name: 'Q_STOKES' },
        { name: 'U_STOKES' },
        { name: 'P', type: 'float32', derived: { kind: 'P' }, count: 12, missing: 0, min: 1, max: 13, mean: 113 / 12 },
        { name: 'angle', unit: 'deg', derived: { convention: 'COSMO' }, count: 12, missing: 0, min: null, mean: null },
      ],
    })
    expect([...(await readMapColumn(path, ' p ')).values].slice(0, 5)).toEqual([5, 2, 1, 1, 13])
    expect((await readMapColumn(path, '4')).column.name).toBe('angle')
    // U > 0 of HEALPix is north-west.
    expect([...(await readMapColumn(path, 'angle')).values].slice(1, 4)).toEqual([135, 0, 45])
    await expect(readMapColumn(path, 'fraction')).rejects.toThrow('choose one of Q_STOKES, U_STOKES, P, angle')
  })

  it('follow the sign of U of their own table, and name it', async () => {
    const path = tables('two.fits', [], ["POLCCONV= 'IAU'"])
    expect((await namesOf(path)).slice(4)).toEqual(['P', 'angle', 'P (HDU 2)', 'angle (HDU 2)'])
    expect([...(await readMapColumn(path, 'angle (HDU 2)')).values].slice(1, 4)).toEqual([45, 0, 135])
    expect(await namesOf(tables('odd.fits', ["POLCCONV= 'ODD'"]))).toEqual(['Q_STOKES', 'U_STOKES', 'P'])
  })

  it('are missing where Q or U is', async () => {
    const path = tables('bad.fits', ['BAD_DATA= 5.0'])
    expect(await readMapInfo(path)).toMatchObject({
      columns: [{ missing: 8 }, { missing: 0 }, { missing: 8 }, { missing: 8 }],
    })
    expect((await readMapColumn(path, 'P')).statistics).toMatchObject({ missing: 8, min: 1, max: 5 })
  })

  it('are those of images in one file as well, in a pass of their own', async () => {
    const image = (first: string, name: string, values: number[]) =>
      Buffer.concat([
        headerBytes([first, 'BITPIX  = -64', 'NAXIS   = 1', 'NAXIS1  = 12', ...smallMap, `EXTNAME = '${name}'`]),
        padded(bigEndian('D', values)),
      ])
    const bytes = Buffer.concat([image('SIMPLE  = T', 'Q', q), image("XTENSION= 'IMAGE'", 'U', u)])
    expect(await readMapInfo(file('images.fits', bytes))).toMatchObject({
      columns: [
        { name: 'Q' },
        { name: 'U' },
        { name: 'P', type: 'float64', min: 1, max: 13 },
        { name: 'angle', min: null },
      ],
    })
  })

  it('do not exist without Q and U', () => {
    expect(derivedColumns([])).toEqual([])
  })
})

describe.skipIf(!hasSharedData)('derived columns of images', () => {
  it('are those that the authors of a file of I, Q and U in the IAU’s convention added to it', async () => {
    const path = sharedData('polarization/OrionB_Planck353GHz_fwhm5.fits')
    const valuesOf = async (name: string) => (await readMapColumn(path, name)).values
    const [p, polint] = [await valuesOf('P'), await valuesOf('POLINT')]
    const [fraction, polFrac] = [await valuesOf('fraction'), await valuesOf('POL_FRAC')]
    const [angle, field] = [await valuesOf('angle'), await valuesOf('BPOS_ANG')]
    let compared = 0
    for (let i = 0; i < p.length; i++) {
      if (Number.isNaN(polint[i])) continue
      compared++
      expect(Math.abs(p[i] - polint[i])).toBeLessThanOrEqual(1e-12 * polint[i])
      expect(Math.abs(fraction[i] - polFrac[i])).toBeLessThanOrEqual(1e-12 * polFrac[i])
      // The magnetic field is at right angles to the polarisation; its angle is in radians.
      const apart = angle[i] + 90 - (field[i] * 180) / Math.PI
      expect(Math.abs(apart - 180 * Math.round(apart / 180))).toBeLessThan(1e-9)
    }
    expect(compared).toBeGreaterThan(10_000)
  })
})

describe.skipIf(!hasSharedData)('derived columns of real maps against healpy', () => {
  it.each(Object.entries(reference.maps))('%s', async (path, columns) => {
    const info = await readMapInfo(sharedData(path))
    if (info.format !== 'healpix') throw new Error('not a map')
    for (const [name, expected] of Object.entries(columns)) {
      const found = info.columns.find((column) => column.name === name)!
      expect(found.missing).toBe(expected.missing)
      if (name === 'angle') continue
      expect(Math.abs(found.mean! / expected.mean - 1)).toBeLessThan(1e-6)
      expect(Math.abs(found.max! / expected.max - 1)).toBeLessThan(1e-6)
      const { statistics } = await readMapColumn(sharedData(path), name)
      expect(Math.abs(statistics.mean! / expected.mean - 1)).toBeLessThan(1e-6)
    }
  })
})
