import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { mapResources } from '../../../src-main/application/maps/resources.ts'
import { writeFitsImages } from '../../../src-main/sky/fits/write.ts'
import { cutAddress, hipsAddress, tableOf, thumbnailAddress } from '../../../src-preload/contract/maps.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { wcsOfPatch } from '../../../src-shared/sky/projection/wcs-of-patch.ts'
import { pixelToSky } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { askRoute, floatsOf } from '../ask-route.ts'
import { openSky } from '../sky-context.ts'

const { home, context, call } = openSky()
const ask = (address: string) => askRoute(mapResources, context, address.replace('/data', ''))
/** A plane of 20 x 20 degrees around l 170, b -40, pixels of 0.5 degrees: smooth, positive, with a hole. */
const centre = { lon: 170, lat: -40, width: 20 }
const size = 41
const smooth = (lon: number, lat: number) => 20 + (lon - 170) * 0.3 + 0.5 * (lat + 40) + Math.sin(lat)
const values = Float32Array.from({ length: size ** 2 }, (_, i) => {
  const { lon, lat } = pixelToSky(centre, size, Math.floor(i / size), i % size)
  return smooth(lon, lat)
})
const written = (name: string, ...planes: [name: string, values: Float32Array, wcs?: boolean][]) => {
  const path = join(home, name)
  const cards = [{ keyword: 'BUNIT', value: 'MJy/sr' }]
  const coordinates = wcsOfPatch(centre, { size, width: centre.width })
  const images = planes.map(([name, values, wcs = true]) => ({
    ...{ name, width: size, height: size, values, history: [] },
    cards: wcs ? [...cards, ...coordinates] : cards,
  }))
  return writeFitsImages(path, images).then(() => path)
}

describe('an image with celestial coordinates', async () => {
  const holed = values.map((value, i) => (i === 20 * size + 5 ? NaN : value))
  const path = await written('dust.fits', ['I', values], ['Q_STOKES', holed])
  const map = await call('maps.open', { path })

  it('is a map whose columns are its HDUs, with the facts of its pixels', () => {
    expect(map).toMatchObject({
      grid: { kind: 'image', width: 41, height: 41, projection: 'TAN', pixel: 0.5 },
      coordsys: 'G',
    })
    expect(map.columns.map(({ name, unit, missing, stokes }) => [name, unit, missing, stokes])).toEqual([
      ['I', 'MJy/sr', 0, undefined],
      ['Q_STOKES', 'MJy/sr', 1, 'Q'],
    ])
    expect(tableOf(map, 1).grid).toEqual(map.grid)
    expect(context.catalog.maps.get(map.id)).toMatchObject({ grid: map.grid })
  })

  it('has the value of its pixels at their positions, and none outside or at a missing pixel', async () => {
    const at = pixelToSky(centre, size, 7, 30)
    const read = async (column: number, { lon, lat }: { lon: number; lat: number }) =>
      (await call('maps.value', { id: map.id, column, lon, lat })).value
    expect(await read(0, at)).toBeCloseTo(values[7 * size + 30], 4)
    expect(await read(0, { lon: 200, lat: -40 })).toBeNull()
    expect(await read(1, pixelToSky(centre, size, 20, 5))).toBeNull()
  })

  it('has tiles of its own resolution, a view of its data, and a picture of all its pixels', async () => {
    const properties = await (await ask(`${hipsAddress(map.id, 0)}/properties`)).text()
    // Pixels of 0.5 degrees are those of nside 117: the tiles of order 0, of nside 512, resolve them.
    expect(properties).toMatch(/^hips_order = 0$/m)
    expect(properties).toMatch(/^hips_tile_width = 512$/m)
    // The corner of the plane is 14.1 degrees of it away, atan(sqrt(2) tan(10 deg)) on the sky.
    const fov = Number(/hips_initial_fov = (\S+)/.exec(properties)![1])
    expect(fov).toBeGreaterThan(27)
    expect(fov).toBeLessThan(30)
    const png = await ask(thumbnailAddress(map.id))
    const bytes = Buffer.from(await png.arrayBuffer())
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([41, 41])
  })

  it('gives cuts: on its own plane its own pixels, outside nothing', async () => {
    const own = await ask(cutAddress(map.id, 0, { ...centre, size, width: 20 }))
    const cut = await floatsOf(own)
    expect(cut.shape).toEqual([size, size])
    cut.values.forEach((value, i) => expect(Math.abs(value - values[i])).toBeLessThan(2e-5))
    const far = await floatsOf(await ask(cutAddress(map.id, 0, { lon: 0, lat: 0, size: 8, width: 1 })))
    expect(far.values.every(Number.isNaN)).toBe(true)
  })

  it('is cut into datasets; positions whose patch reaches beyond it are left out as missing', async () => {
    const recipe = datasetRecipeSchema.parse({ size: 16, width: 4, step: 4, minLatitude: 15 })
    const preview = await call('datasets.preview', { ...recipe, mapId: map.id, column: 0 })
    const folder = join(home, 'patches')
    const record = await cutDataset({ path, recipe, folder })
    expect(record.count).toBeGreaterThan(4)
    expect(record.count).toBe(preview.count)
    expect(record.refused).toEqual([{ reason: 'missing pixels', count: preview.positions - record.count }])
    expect(record.map).toMatchObject({ width: 41, height: 41, projection: 'TAN', coordsys: 'G', column: 'I' })
    const { patches, record: again } = await readDataset(folder)
    expect(again).toEqual(record)
    for (const { lon, lat } of patches) expect(Math.hypot((lon! - 170) * 0.77, lat! + 40)).toBeLessThan(12)
  })
})

it('an image without celestial coordinates is refused, beside one with them it is left out', async () => {
  const plain = await written('plain-image.fits', ['I', values, false])
  await expect(call('maps.open', { path: plain })).rejects.toThrow(/has no celestial coordinates.*GLON-TAN/)
  const both = await written('both.fits', ['WEIGHTS', values, false], ['I', values])
  expect((await call('maps.open', { path: both })).columns.map(({ name }) => name)).toEqual(['I'])
  expect(readFileSync(both).length % 2880).toBe(0)
})
