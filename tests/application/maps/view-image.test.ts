import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeViewImage } from '../../../src-main/application/maps/view-image.ts'
import {
  cardsOfView,
  widestView,
  wcsOfView,
  type SkyViewGeometry,
} from '../../../src-shared/sky/projection/wcs-of-view.ts'
import { imageProjection } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import reference from '../../reference/view-image.json' with { type: 'json' }
import { waves, writeMadeMap } from '../made-map.ts'
import { openSky } from '../sky-context.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-view-'))
const path = writeMadeMap(join(folder, 'made.fits'), waves)
/** Values of a FITS image of float32 whose header is one block. */
function readImage(file: string) {
  const bytes = readFileSync(file)
  const header = bytes.toString('latin1', 0, 2880)
  const number = (card: string) => Number(new RegExp(`${card} *= +(\\S+)`).exec(header)![1])
  const values = Array.from({ length: number('NAXIS1') * number('NAXIS2') }, (_, i) => bytes.readFloatBE(2880 + 4 * i))
  return { header, number, values }
}

describe('a view of a map as a FITS image', () => {
  it.each(reference.views)(
    '$view.projection at $view.lon, $view.lat has healpy’s values at astropy’s positions',
    async ({ view, step, missing, pixels, positions, values }) => {
      const geometry = view as SkyViewGeometry
      const out = join(folder, `${view.projection}-${view.lon}.fits`)
      const facts = await writeViewImage({ path, ...geometry, out })
      expect(facts).toMatchObject({ ...view, unit: 'MJy/sr', missing })
      const image = readImage(out)
      expect(image.number('CDELT2')).toBeCloseTo(step, 12)
      expect(image.header).toContain(`GLON-${view.projection}`)
      const { toSky } = imageProjection(wcsOfView(geometry))
      pixels.forEach((pixel, i) => {
        const [lon, lat] = toSky(pixel % view.width, Math.floor(pixel / view.width))!
        expect(Math.abs(((lon - positions[i][0] + 540) % 360) - 180) * Math.cos((lat * Math.PI) / 180)).toBeLessThan(
          1e-9,
        )
        expect(lat).toBeCloseTo(positions[i][1], 9)
        expect(Math.abs(image.values[pixel] / values[i] - 1)).toBeLessThan(1e-6)
      })
    },
  )

  it('has space around the sky if it is wider than that', () => {
    const step = (fov: number) =>
      cardsOfView({ projection: 'SIN', lon: 0, lat: 0, fov, width: 100, height: 100 }).find(
        ({ keyword }) => keyword === 'CDELT2',
      )!.value as number
    expect(step(360)).toBeCloseTo(2 * step(widestView.SIN), 12)
  })

  it('is refused where the map has no data', async () => {
    const half = writeMadeMap(join(folder, 'half.fits'), (_, lat) => (lat < 0 ? NaN : 3))
    const view = { projection: 'TAN', lon: 0, lat: -60, fov: 10, width: 8, height: 8 } as const
    await expect(writeViewImage({ path: half, ...view, out: join(folder, 'none.fits') })).rejects.toMatchObject({
      code: 'refused',
    })
  })
})

it('is an export of the map', async () => {
  const { context, call } = openSky()
  const map = await call('maps.open', { path })
  const view = { projection: 'MOL', lon: 0, lat: 0, fov: 360, width: 16, height: 8 } as const
  const { path: written } = await call('maps.image', { id: map.id, column: 0, ...view })
  expect(context.catalog.exports.list()).toMatchObject([
    { source: { kind: 'map', id: map.id }, files: [{ path: written }] },
  ])
  expect(readImage(written).header).toContain("BUNIT   = 'MJy/sr")
})
