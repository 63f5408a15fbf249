import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { dataRegion } from '../../../src-main/sky/hips/data-region.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import type { ImageHeader } from '../../../src-main/sky/fits/map-header.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { cutPatch } from '../../../src-main/sky/patches/cut-patch.ts'
import { convert } from '../../../src-shared/sky/frames.ts'
import { imageSampler } from '../../../src-shared/sky/image/image-sampler.ts'
import reference from '../../reference/pixell.json' with { type: 'json' }
import { makeFolder } from './make-fits.ts'

const file = makeFolder()
const cases = Object.entries(reference.cases)
const written = (stored: string) => file('pixell.fits', gunzipSync(Buffer.from(stored, 'base64')))

/** One plane of the file as a field. */
async function fieldOf(path: string, column: string) {
  const { header, values } = await readMapColumn(path, column)
  const image = header as ImageHeader
  return { ...image, frame: image.coordsys!, values }
}

describe('a map as pixell writes it', () => {
  it.each(cases)('%s: is listed as I, Q and U, with P and the angle of HEALPix’s convention', async (_, one) => {
    const info = await readMapInfo(written(one.file))
    expect(info).toMatchObject({ format: 'image', projection: 'CAR', coordsys: 'C' })
    expect(info.columns.map(({ name }) => name)).toEqual(['I', 'Q', 'U', 'P', 'angle', 'fraction'])
    one.mean.forEach((mean, plane) => expect(info.columns[plane].mean).toBeCloseTo(mean, 6))
    expect(info.columns[4].derived).toMatchObject({ convention: 'COSMO' })
  })

  it.each(cases)('%s: has the bilinear values of SciPy, across its seam too', async (_, one) => {
    const path = written(one.file)
    for (const [plane, column] of ['I', 'Q', 'U'].entries()) {
      const { interpolate } = imageSampler(await fieldOf(path, column))
      one.values[plane].forEach((expected, i) => {
        const found = interpolate(reference.lon[i], reference.lat[i])
        if (expected === null) expect(found, `position ${i}`).toBeNaN()
        else expect(found, `position ${i}`).toBeCloseTo(expected, 6)
      })
    }
  })

  it.each(cases.filter(([name]) => name.startsWith('full')))('%s: is cut across its seam', async (_, one) => {
    const field = await fieldOf(written(one.file), 'Q')
    const { interpolate } = imageSampler(field)
    const [lon, lat] = convert('C', 'G', 180, -4)
    const patch = cutPatch(field, { lon, lat }, { size: 9, width: 16 })
    expect(patch.some(Number.isNaN)).toBe(false)
    expect(patch[4 * 9 + 4]).toBeCloseTo(interpolate(180, -4), 5)
    // Every pixel of the whole sky has data.
    expect(dataRegion(field).diameter).toBe(180)
  })
})

describe('three planes', () => {
  it('are not I, Q and U if an axis says what they are, or nothing says that pixell wrote them', async () => {
    const bytes = gunzipSync(Buffer.from(reference.cases['full sky, CC'].file, 'base64'))
    const changed = (from: string, to: string) => {
      const header = bytes.subarray(0, 2880).toString('latin1')
      expect(header).toContain(from)
      const path = file(
        'other.fits',
        Buffer.concat([Buffer.from(header.replace(from, to), 'latin1'), bytes.subarray(2880)]),
      )
      return readMapInfo(path)
    }
    const names = (info: Awaited<ReturnType<typeof readMapInfo>>) => info.columns.map(({ name }) => name)
    expect(names(await changed('WCSAXES =                    2', 'WCSAXES =                    3'))).toEqual([
      'PRIMARY[0]',
      'PRIMARY[1]',
      'PRIMARY[2]',
    ])
    const spectral = 'MJDREF  =                  0.0 / [d] MJD of fiducial time'
    const stokes = await changed(spectral, "CTYPE3  = 'STOKES'".padEnd(spectral.length))
    expect(names(stokes)).toEqual(['I', 'Q', 'U', 'P', 'angle', 'fraction'])
    // On an axis STOKES of FITS, U is the IAU's.
    expect(stokes.columns[4].derived).toMatchObject({ convention: 'IAU' })
    expect(stokes).toMatchObject({ polcconv: 'IAU' })
  })
})
