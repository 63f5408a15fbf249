import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { spectrumOfFile } from '../../../src-main/application/maps/spectrum-of-file.ts'
import { unitFactor } from '../../../src-shared/sky/units.ts'
import { spectrumRecipeSchema } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { openSky } from '../sky-context.ts'

const { home, call } = openSky()
const open = (name: string, ...options: Parameters<typeof writeMadeMap> extends [string, ...infer R] ? R : never) =>
  call('maps.open', { path: writeMadeMap(join(home, name), ...options) })
const recipe = spectrumRecipeSchema.parse({ bands: [20, 60, 100] })
const place = { lon: 30, lat: 40, size: 24, width: 20 }

describe('the spectrum of a patch', () => {
  it('is that of the same patch in a file, also across two maps', async () => {
    const [map, other] = [await open('one.fits', waves), await open('two.fits', (lon, lat) => 2 + waves(lon + 3, lat))]
    const found = await call('maps.spectrum', { ...place, id: map.id, column: 0, cross: null, recipe })
    expect(found).toMatchObject({ low: [20, 60], high: [60, 100], ell: [40, 80], unit: 'MJy/sr', missing: 0 })
    const cross = { id: other.id, column: 0 }
    const both = await call('maps.spectrum', { ...place, id: map.id, column: 0, cross, recipe })
    const [first, second] = [map, other].map(({ id }) =>
      call('maps.patch', { ...place, id, column: 0, format: 'fits' as const }),
    )
    const file = { file: (await first).path, u: null, convention: null, width: null, recipe }
    const alone = await spectrumOfFile(file)
    const crossed = await spectrumOfFile({ ...file, cross: (await second).path })
    found.power.forEach((power, i) => expect(power / alone.powers.cl[0][i]).toBeCloseTo(1, 5))
    both.power.forEach((power, i) => expect(power / crossed.powers.cl[0][i]).toBeCloseTo(1, 5))
  })

  it('is converted: by the square of the factor', async () => {
    const map = await open('units.fits', waves)
    const plain = await call('maps.spectrum', { ...place, id: map.id, column: 0, cross: null, recipe })
    const conversion = { unit: 'uK_CMB', frequency: 353 } as const
    const found = await call('maps.spectrum', { ...place, ...conversion, id: map.id, column: 0, cross: null, recipe })
    expect(found.unit).toBe('uK_CMB')
    const factor = unitFactor('MJy/sr', 'uK_CMB', 353) ** 2
    found.power.forEach((power, i) => expect(power / plain.power[i] / factor).toBeCloseTo(1, 10))
    const { path } = await call('maps.patch', { ...place, ...conversion, id: map.id, column: 0, format: 'fits' })
    const ofFile = await spectrumOfFile({ file: path, u: null, convention: null, width: null, recipe })
    expect(ofFile.unit).toBe('uK_CMB')
    expect(ofFile.powers.cl[0][0] / found.power[0]).toBeCloseTo(1, 5)
  })

  it('leaves out pixels without data, and is refused without any, for sizes and bands that cannot be', async () => {
    const map = await open('half.fits', (lon, lat) => (lon < 30 ? waves(lon, lat) : NaN))
    const order = { ...place, id: map.id, column: 0, cross: null, recipe }
    const { missing, power } = await call('maps.spectrum', order)
    expect(missing).toBeGreaterThan(200)
    expect(missing).toBeLessThan(450)
    expect(power.every(Number.isFinite)).toBe(true)
    await expect(call('maps.spectrum', { ...order, lon: 200 })).rejects.toThrow(/l 200 b 40: the map has no data here/)
    await expect(call('maps.spectrum', { ...order, size: 1025 })).rejects.toMatchObject({ field: 'size' })
    const bands = { ...recipe, bands: [5000, 6000] }
    await expect(call('maps.spectrum', { ...order, recipe: bands })).rejects.toThrow(/no mode lies between these edges/)
  })
})
