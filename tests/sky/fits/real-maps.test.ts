import { describe, expect, it } from 'vitest'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import type { ImageHeader } from '../../../src-main/sky/fits/map-header.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { separation } from '../../../src-shared/sky/position.ts'
import { imageProjection } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import reference from '../../reference/fits.json' with { type: 'json' }
import { hasSharedData, sharedData } from '../../shared-data.ts'

interface ReferenceColumn {
  count: number
  missing: number
  min: number
  max: number
  mean: number
  samples: [number, number | null][]
}
interface ReferenceMap {
  nside: number
  ordering: string | null
  coordsys: string | null
  columns: Record<string, ReferenceColumn>
  pixels?: [number, number][]
}

const maps = Object.entries(reference.maps) as unknown as [string, ReferenceMap][]

/** If the file uses other cards, astropy's header is no reference. */
const said: Record<string, { ordering?: string; coordsys?: string | null }> = {
  'dust/planck_ebv_nside128_ring.fits.gz': { ordering: 'RING', coordsys: 'C' },
  'healpix/redmapper_test_dr8_depth.fit': { ordering: 'RING' },
  'healpix/healpixmirror_map_LOres.fits': { coordsys: null },
  'healpix/skymap.2mass.depth6.fits': { coordsys: 'C' },
}

const close = (found: number | null, expected: number, scale: number) =>
  expect(Math.abs(found! - expected)).toBeLessThanOrEqual(1e-6 * scale)

describe.skipIf(!hasSharedData)(
  'real maps against astropy and healpy (skipped if they are not beside the checkout)',
  () => {
    it.each(maps)('%s: header and statistics', async (path, expected) => {
      const info = await readMapInfo(sharedData(path))
      if (info.format !== 'healpix') throw new Error('not read as a map')
      expect(info.nside).toBe(expected.nside)
      expect(info.ordering).toBe(said[path]?.ordering ?? expected.ordering)
      expect(info.coordsys).toBe(said[path]?.coordsys !== undefined ? said[path].coordsys : expected.coordsys)
      expect(info.indexing).toBe(expected.pixels ? 'explicit' : 'implicit')
      const stored = info.columns.filter(({ derived }) => !derived)
      expect(stored.map(({ name }) => name)).toEqual(Object.keys(expected.columns))
      for (const column of stored) {
        const { count, missing, min, max, mean } = expected.columns[column.name]
        expect(column).toMatchObject({ count, missing })
        const scale = Math.max(Math.abs(min), Math.abs(max))
        close(column.min, min, Math.abs(min))
        close(column.max, max, Math.abs(max))
        close(column.mean, mean, scale)
      }
    })

    it.each(maps)('%s: values at sample pixels', async (path, expected) => {
      const names = Object.keys(expected.columns)
      const name = expected.pixels ? 'LIMMAG' : names.at(-1)!
      const { values } = await readMapColumn(sharedData(path), name)
      expect(values.length).toBe(12 * expected.nside ** 2)
      for (const [pixel, value] of expected.pixels ?? expected.columns[name].samples) {
        if (value === null) expect(values[pixel]).toBeNaN()
        else expect(values[pixel]).toBe(values instanceof Float32Array ? Math.fround(value) : value)
      }
    })

    it('uses memory for the values only, not for the file', async () => {
      // Read in pieces of some megabytes: the values alone are 50 MB.
      const before = process.memoryUsage().arrayBuffers
      let most = 0
      await readMapColumn(sharedData('dust/iris100_n1024_ring.fits'), undefined, {
        onProgress: () => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)),
      })
      expect(most).toBeLessThan(12 * 1024 ** 2 * 4 + (40 << 20))
    })
  },
)

const images = Object.entries(reference.images) as unknown as [
  string,
  (ReferenceColumn & { name: string; width: number; height: number; corners: [number, number][] })[],
][]

describe.skipIf(!hasSharedData)('real images against astropy (skipped if they are not beside the checkout)', () => {
  it.each(images)('%s', async (path, expected) => {
    const info = await readMapInfo(sharedData(path))
    expect(info).toMatchObject({ format: 'image', hdus: expected.map(({ width, height }) => ({ width, height })) })
    for (const [hdu, { samples, count, missing, min, max, mean, corners, width, height }] of expected.entries()) {
      expect(info.columns[hdu]).toMatchObject({ count, missing, min, max, mean: expect.closeTo(mean, 10) })
      const read = await readMapColumn(sharedData(path), String(hdu + 1))
      const { toSky } = imageProjection((read.header as ImageHeader).wcs)
      for (const [i, [lon, lat]] of corners.entries()) {
        const found = toSky(i * (width - 1), i * (height - 1))!
        expect(separation({ lon: found[0], lat: found[1] }, { lon, lat })).toBeLessThan(1e-9)
      }
      const { values } = await readFitsImage(sharedData(path), hdu)
      for (const [pixel, value] of samples) {
        if (value === null) expect(values[pixel]).toBeNaN()
        else expect(values[pixel]).toBe(value)
        expect(read.values[pixel]).toEqual(values[pixel])
      }
    }
  })
})
