import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cutPatchToFile } from '../../../src-main/application/maps/cut-patch.ts'
import { cutColumn, loadInterpolatedColumn, valueAt } from '../../../src-main/application/maps/interpolated-column.ts'
import { loadColumn } from '../../../src-main/application/maps/map-column.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'
import reference from '../../reference/derived-columns.json' with { type: 'json' }
import { hasSharedData, sharedData } from '../../shared-data.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-interpolated-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const degrees = Math.PI / 180
const nside = 32
/** An angle that passes through 0 = 180 deg at l = 40. */
const psi = (lon: number) => (((lon - 40) % 180) + 180) % 180
const amplitude = (lat: number) => 2 + Math.sin(lat * degrees)

/** A map of I = 10, and Q and U of the angle and amplitude above in the sign convention of U. */
async function polarised(name: string, convention: 'COSMO' | 'IAU', coordsys: 'G' | 'C' = 'G'): Promise<string> {
  const path = join(root, name)
  const sky = (value: (lon: number, lat: number) => number) =>
    Float64Array.from({ length: 12 * nside ** 2 }, (_, pixel) => value(...pix2ang(nside, 'RING', pixel)))
  const sign = convention === 'IAU' ? 1 : -1
  const columns = {
    I_STOKES: sky(() => 10),
    Q_STOKES: sky((lon, lat) => amplitude(lat) * Math.cos(2 * psi(lon) * degrees)),
    U_STOKES: sky((lon, lat) => sign * amplitude(lat) * Math.sin(2 * psi(lon) * degrees)),
  }
  await writeHealpixMap(path, {
    ...{ nside, ordering: 'RING', coordsys, history: [] },
    columns: Object.entries(columns).map(([name, values]) => ({ name, unit: 'K', type: 'float64', values })),
    cards: [{ keyword: 'POLCCONV', value: convention }],
  })
  return path
}

/** The difference of two angles modulo half a turn, -90 to 90 deg. */
const between = (a: number, b: number) => ((((a - b + 90) % 180) + 180) % 180) - 90

describe('the angle of an analytic field', () => {
  it.each(['COSMO', 'IAU'] as const)(
    'is the same whatever the sign of U, also where it passes zero: %s',
    async (convention) => {
      const path = await polarised(`${convention}.fits`, convention)
      const angle = await loadInterpolatedColumn(path, 'angle')
      for (const lon of [39.3, 39.99, 40, 40.01, 41.2, 90, 131, 219.7, 220.4]) {
        expect(Math.abs(between(valueAt(angle, { lon, lat: 10 }), psi(lon)))).toBeLessThan(0.01)
      }
      const [p, fraction] = [await loadInterpolatedColumn(path, 'P'), await loadInterpolatedColumn(path, '6')]
      expect(valueAt(p, { lon: 40.3, lat: 10 })).toBeCloseTo(amplitude(10), 2)
      expect(valueAt(fraction, { lon: 40.3, lat: 10 })).toBeCloseTo(amplitude(10) / 10, 3)
      expect(fraction).toMatchObject({ name: 'fraction', unit: '', parts: [{}, {}, {}] })
    },
  )

  it('is that of the interpolated Q and U in a patch, and stays near zero where pixels would average to 90 deg', async () => {
    const path = await polarised('patch.fits', 'COSMO')
    const geometry = { size: 33, width: 8 }
    const angles = cutColumn(await loadInterpolatedColumn(path, 'angle'), { lon: 40, lat: 0 }, geometry)
    const middle = angles.subarray(16 * 33, 17 * 33)
    middle.forEach((angle, column) => {
      const lon = 40 + Math.atan(((16 - column) * 8 * degrees) / 32) / degrees
      expect(Math.abs(between(angle, psi(lon)))).toBeLessThan(0.02)
    })
    // The pixels of the map have their own angles.
    const pixels = (await loadColumn(path, 'angle')).map.values
    const [lon] = pix2ang(nside, 'RING', 5000)
    expect(Math.abs(between(pixels[5000], psi(lon)))).toBeLessThan(1e-9)
  })

  it('is refused on patches of another frame, where P is not', async () => {
    const order = { path: await polarised('eq.fits', 'COSMO', 'C'), lon: 40, lat: 30, size: 8, width: 2 } as const
    const out = join(root, 'eq-patch.fits')
    await expect(cutPatchToFile({ ...order, column: 'angle', out, format: 'fits' })).rejects.toThrow(
      /column angle, card COORDSYS: this is the polarisation angle from equatorial north/,
    )
    expect(await cutPatchToFile({ ...order, column: 'P', out, format: 'fits' })).toMatchObject({ unit: 'K' })
  })

  it('is written with how it was computed', async () => {
    const path = await polarised('history.fits', 'IAU')
    const out = join(root, 'history-patch.fits')
    await cutPatchToFile({ ...{ path, column: 'angle', lon: 40, lat: 30, size: 8, width: 2 }, out, format: 'fits' })
    const { cards, unit } = await readFitsImage(out)
    const history = cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(unit).toBe('deg')
    expect(history.join(' ')).toMatch(
      /Computed from the interpolated Q_STOKES, U_STOKES, from north through east; U in\s+the convention IAU/,
    )
  })
})

describe.skipIf(!hasSharedData)('derived columns between the pixels of real maps against healpy', () => {
  it.each(Object.entries(reference.maps))('%s', async (path, columns) => {
    for (const [name, { interpolated }] of Object.entries(columns)) {
      // The reference is in the map's own frame.
      const column = await loadInterpolatedColumn(sharedData(path), name, { coordsys: 'G' })
      interpolated.forEach((expected, i) => {
        const value = valueAt(column, { lon: reference.lon[i], lat: reference.lat[i] })
        if (expected === null) expect(value).toBeNaN()
        else if (name === 'angle') expect(Math.abs(between(value, expected))).toBeLessThan(1e-3)
        else expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-5 * expected)
      })
    }
  })
})
