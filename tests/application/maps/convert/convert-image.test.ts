import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { convertMap, type ConversionOrder } from '../../../../src-main/application/maps/convert/convert-map.ts'
import { readMapColumn } from '../../../../src-main/sky/fits/map-column.ts'
import type { ImageHeader } from '../../../../src-main/sky/fits/map-header.ts'
import { convert } from '../../../../src-shared/sky/frames.ts'
import { pix2ang } from '../../../../src-shared/sky/healpix/pix2ang.ts'
import { pixelSideOf } from '../../../../src-shared/sky/projection/wcs/image-projection.ts'
import { hasSharedData, sharedData } from '../../../shared-data.ts'
import { bigEndian, headerBytes, makeFolder, padded } from '../../../sky/fits/make-fits.ts'

const file = makeFolder()
let files = 0

/** A cube of images with the cards of an equatorial CAR image of the whole sky in steps of 10 degrees. */
function cube(planes: number[][], cards: string[] = [], [width, height] = [36, 18]): string {
  const shape = ['SIMPLE  = T', 'BITPIX  = -64', 'NAXIS   = 3', `NAXIS1  = ${width}`, `NAXIS2  = ${height}`]
  const celestial = ["CTYPE1  = 'RA---CAR'", 'CDELT1  = -10', "CTYPE2  = 'DEC--CAR'", 'CDELT2  = 10']
  const stokes = ["CTYPE3  = 'STOKES  '", 'CRPIX3  = 1', 'CRVAL3  = 1', 'CDELT3  = 1', "BUNIT   = 'uK_CMB'"]
  const centre = ['CRPIX1  = 18.5', 'CRPIX2  = 9.5', 'CRVAL1  = 0', 'CRVAL2  = 0']
  const header = headerBytes([...shape, ...cards, `NAXIS3  = ${planes.length}`, ...celestial, ...stokes, ...centre])
  return file(`${++files}.fits`, Buffer.concat([header, padded(bigEndian('D', planes.flat()))]))
}

/** The sine of each row's declination: bilinear values of it are close. */
const sines = Array.from({ length: 36 * 18 }, (_, p) => Math.sin(((Math.floor(p / 36) - 8.5) * Math.PI) / 18))

async function converted(path: string, order: Omit<ConversionOrder, 'path' | 'out'> = {}) {
  const out = file(`out-${++files}`, Buffer.alloc(0)) + '.fits'
  const facts = await convertMap({ path, out, ...order })
  return { out, facts, read: (name?: string) => readMapColumn(out, name) }
}

describe('an image converted to HEALPix', () => {
  it('of the whole sky has every pixel, at the nside nearest to its own resolution', async () => {
    const { facts, read } = await converted(cube([sines]))
    expect(facts).toMatchObject({ nside: 8, ordering: 'RING', coordsys: 'C', indexing: 'implicit' })
    expect(facts.steps[0]).toBe(
      "Resampled from an image of 36 x 18 pixels (CAR, equatorial) by bilinear interpolation at the pixel centres of nside 8, which smooths structure of a pixel's size.",
    )
    const { header, values, statistics } = await read()
    expect([header.coordsys, statistics.missing]).toEqual(['C', 0])
    values.forEach((value, pixel) => {
      const [, dec] = pix2ang(8, 'RING', pixel)
      expect(Math.abs(value - Math.sin((dec * Math.PI) / 180))).toBeLessThan(0.005)
    })
  })

  it('keeps its planes, their unit and the convention of their U, which is the IAU’s on an axis STOKES', async () => {
    const { facts, read } = await converted(cube([sines, sines, sines]), { nside: 16, ordering: 'NESTED' })
    expect(facts.columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['I', 'uK_CMB'],
      ['Q', 'uK_CMB'],
      ['U', 'uK_CMB'],
    ])
    expect((await read('U')).header).toMatchObject({ ordering: 'NESTED', nside: 16, polcconv: 'IAU' })
  })

  it('has Q and U turned to the axes of another frame, and to those of J2000', async () => {
    const path = cube([sines, sines, sines])
    const [own, turned] = [await converted(path, { polcconv: 'COSMO' }), await converted(path, { coordsys: 'G' })]
    expect(turned.facts).toMatchObject({ coordsys: 'G', polcconv: 'IAU', leftOut: [] })
    const [q, u, own_u] = [await turned.read('Q'), await turned.read('U'), await own.read('U')]
    // At the Galactic position of a pixel: Q and U have the length of those there, sqrt(2) times the sine.
    q.values.forEach((value, pixel) => {
      const [, dec] = convert('G', 'C', ...pix2ang(8, 'RING', pixel))
      const length = Math.SQRT2 * Math.abs(Math.sin((dec * Math.PI) / 180))
      expect(Math.abs(Math.hypot(value, u.values[pixel]) - length)).toBeLessThan(0.008)
    })
    own_u.values.forEach((value, pixel) => {
      const [, dec] = pix2ang(8, 'RING', pixel)
      expect(Math.abs(value + Math.sin((dec * Math.PI) / 180))).toBeLessThan(0.005)
    })
    const old = await converted(cube([sines, sines, sines], ['EQUINOX = 1950']))
    expect(old.facts.steps[1]).toBe(
      'Q and U were interpolated in the frame of the original and turned to the new axes.',
    )
    const [oldQ, oldU] = [await old.read('Q'), await old.read('U')]
    // Near the equator the north of 1950 is at most 0.3 degrees from that of J2000.
    expect(Math.abs(oldQ.values[384] - oldU.values[384])).toBeLessThan(0.02)
    expect(oldQ.values[5]).not.toBeCloseTo(oldU.values[5], 3)
  })

  it('writes only the pixels that it covers, and leaves out those that are missing', async () => {
    const small = Array.from({ length: 36 }, (_, p) => (p === 35 ? NaN : 7))
    const { facts, read } = await converted(cube([small], [], [6, 6]), { nside: 16 })
    expect(facts).toMatchObject({ indexing: 'explicit', columns: [{ missing: 0 }] })
    const { values, statistics } = await read()
    expect(statistics).toMatchObject({ min: 7, max: 7 })
    // 60 degrees of longitude from -90 to -30 degrees have 1719 square degrees; a corner of 15 x 15 degrees is missing.
    const expected = (1719 - 15 * 15 * Math.cos((38 * Math.PI) / 180)) / 13.43
    expect(Math.abs(statistics.count - expected)).toBeLessThan(8)
    expect(values.length).toBe(3072)
  })

  it('is the mean of its values in larger pixels', async () => {
    const { facts, read } = await converted(cube([sines]), { nside: 2 })
    expect(facts.steps[1]).toBe('Degraded from nside 8 to 2: mean of the pixels that have a value.')
    const fine = await (await converted(cube([sines]), { nside: 8, ordering: 'NESTED' })).read()
    const coarse = await (await converted(cube([sines]), { nside: 2, ordering: 'NESTED' })).read()
    const mean = Array.from(fine.values.subarray(0, 16)).reduce((sum, value) => sum + value, 0) / 16
    expect(coarse.values[0]).toBeCloseTo(mean, 6)
    expect((await read()).statistics.missing).toBe(0)
  })

  it('is refused for an nside that is not a power of two and coarser than the image', async () => {
    await expect(converted(cube([sines]), { nside: 3 })).rejects.toMatchObject({ code: 'refused', field: 'nside' })
    expect((await converted(cube([sines]), { nside: 12 })).facts.nside).toBe(12)
  })
})

it.runIf(hasSharedData)('Taurus as a HEALPix map has the mean of its image', async () => {
  const path = sharedData(join('polarization', 'Taurusfwhm5_logNHmap.fits'))
  const image = await readMapColumn(path)
  const { facts, read } = await converted(path, { nside: 256 })
  expect(facts).toMatchObject({ indexing: 'explicit', coordsys: 'G' })
  const { statistics } = await read()
  const { width, height, wcs } = image.header as ImageHeader
  // Pixels of nside 256 have 0.05246 square degrees; those at the border are only partly in the image, 3 % of all.
  const share = (statistics.count * 0.05246) / (width * height * pixelSideOf(wcs) ** 2)
  expect(share).toBeGreaterThan(0.98)
  expect(share).toBeLessThan(1.03)
  expect(Math.abs(statistics.mean! - image.statistics.mean!)).toBeLessThan(0.02)
})
