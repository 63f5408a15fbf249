import { describe, expect, it } from 'vitest'
import {
  cutAddress,
  cutSchema,
  hipsAddress,
  mapMethods,
  skyMapSchema,
  tableOf,
  thumbnailAddress,
} from '../../src-preload/contract/maps.ts'
import { expectLimits, refusedAt, type Limits } from './limits.ts'

const cut = { lon: 0, lat: 0, size: 256, width: 8 }
const column = {
  name: 'I_STOKES',
  unit: 'K_CMB',
  type: 'float32',
  count: null,
  missing: null,
  min: null,
  max: null,
  mean: null,
}
const map = {
  id: 'dust',
  name: 'Dust',
  path: '/maps/dust.fits',
  size: 12 * 1024 ** 2 * 4,
  grid: { kind: 'healpix', nside: 1024, ordering: 'RING', indexing: 'implicit' } as const,
  coordsys: 'G' as const,
  polcconv: null,
  coordsysOverride: null,
  polcconvOverride: null,
  columns: [column],
  citation: null,
  note: '',
  demo: false,
  addedAt: '2026-01-31T23:59:59Z',
  present: true,
}

describe('a cut from a map', () => {
  const limits: Limits[] = [
    { field: 'lon', taken: [-360, -0.1, 359.99, 720], refused: [-360.1, 721, NaN, '0'] },
    { field: 'lat', taken: [-90, 90], refused: [-90.01, 91, null] },
    { field: 'size', taken: [8, 4096], refused: [7, 4097, 8.5] },
    { field: 'width', taken: [0.001, 60], refused: [0, -1, 60.1, Infinity] },
  ]
  it.each(limits)('has a $field within limits', (each) => {
    expectLimits(cutSchema, cut, each)
    expectLimits(mapMethods['maps.patch'].params, { ...cut, id: 'dust', column: 0, format: 'fits' }, each)
  })

  it('is written only as FITS, NumPy array or picture', () => {
    expectLimits(
      mapMethods['maps.patch'].params,
      { ...cut, id: 'dust', column: 0, format: 'fits' },
      {
        field: 'format',
        taken: ['fits', 'npy', 'png'],
        refused: ['jpg', 'FITS', undefined],
      },
    )
  })

  it('has an address with everything it depends on', () => {
    expect(cutAddress('dust', 1, { lon: -12.5, lat: 40, size: 64, width: 4 })).toBe(
      '/data/maps/dust/cut/1?lon=-12.5&lat=40&size=64&width=4',
    )
    expect(hipsAddress('dust', 2)).toBe('/data/maps/dust/hips/2')
    expect(thumbnailAddress('dust')).toBe('/data/maps/dust/thumbnail.png')
  })
})

describe('a map', () => {
  it('may have columns whose statistics are not computed yet', () => {
    expect(skyMapSchema.parse(map)).toEqual(map)
  })

  it('is Galactic, equatorial or ecliptic; null if its header does not say', () => {
    expectLimits(skyMapSchema, map, { field: 'coordsys', taken: ['G', 'C', 'E', null], refused: ['Q', 'g', ''] })
    expectLimits(skyMapSchema, map, { field: 'polcconv', taken: ['COSMO', 'IAU', null], refused: ['iau', undefined] })
  })

  it('names the Stokes parameter only for columns with Q or U', () => {
    const polarised = { ...map, columns: [column, { ...column, stokes: 'Q' }, { ...column, stokes: 'U' }] }
    expect(skyMapSchema.parse(polarised).columns.map(({ stokes }) => stokes)).toEqual([undefined, 'Q', 'U'])
    expect(refusedAt(skyMapSchema, { ...map, columns: [{ ...column, stokes: 'V' }] })).toBe('columns.0.stokes')
  })

  it('has HEALPix pixels or those of an image, and nothing else', () => {
    const image = { kind: 'image', width: 558, height: 558, projection: 'TAN', pixel: 0.0287 }
    expect(skyMapSchema.parse({ ...map, grid: image }).grid).toEqual(image)
    const healpix = (ordering: unknown) => ({ ...map, grid: { ...map.grid, ordering } })
    expect(refusedAt(skyMapSchema, healpix('NEST'))).toBe('grid.ordering')
    expect(refusedAt(skyMapSchema, { ...map, grid: { ...image, kind: 'table' } })).toBe('grid.kind')
    expect(refusedAt(skyMapSchema, { ...map, grid: { ...image, width: undefined } })).toBe('grid.width')
  })

  it('gives a column the facts of its own table, if that is not the first one', () => {
    const grid = { kind: 'healpix', nside: 64, ordering: 'NESTED', indexing: 'explicit' } as const
    const table = { grid, coordsys: 'E', polcconv: 'IAU' } as const
    const both = skyMapSchema.parse({ ...map, columns: [column, { ...column, table }] })
    expect(tableOf(both, 0)).toMatchObject({ grid: { nside: 1024, ordering: 'RING' }, coordsys: 'G' })
    expect(tableOf(both, 1)).toEqual(table)
    expect(tableOf(both, 9).grid).toMatchObject({ nside: 1024 })
  })

  it('is opened by path, with a frame if the header gives none', () => {
    const open = mapMethods['maps.open'].params
    expect(open.parse({ path: '/a.fits' })).toEqual({ path: '/a.fits' })
    expectLimits(open, { path: '/a.fits' }, { field: 'coordsys', taken: ['G', undefined], refused: ['galactic', null] })
    expectLimits(open, { path: '/a.fits' }, { field: 'path', taken: [' '], refused: ['', null, undefined] })
  })

  it('has a value at a position, or null without data', () => {
    const { params, result } = mapMethods['maps.value']
    const asked = { id: 'dust', column: 0, lon: 1, lat: 2 }
    expectLimits(params, asked, { field: 'lat', taken: [-90, 90], refused: [NaN, -90.1, 1e300] })
    expect(result.parse({ value: null, unit: 'K_CMB' })).toEqual({ value: null, unit: 'K_CMB' })
    expect(refusedAt(result, { value: NaN, unit: '' })).toBe('value')
  })
})
