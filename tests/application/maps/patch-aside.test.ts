import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mapPatchSource } from '../../../src-main/application/maps/catalog-map.ts'
import { valuesAside } from '../../../src-main/application/maps/patch-aside.ts'
import { patchValues } from '../../../src-main/application/maps/patch-values.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { openSky } from '../sky-context.ts'

const { home, context, call } = openSky()
const halfSky = (name: string) =>
  call('maps.open', { path: writeMadeMap(join(home, name), (lon, lat) => (lat < 0 ? NaN : waves(lon, lat))) })
/** Larger than what is cut at once. */
const large = { lon: 30, lat: 40, size: 640, width: 20 }

it('a large patch is cut as a small one is, while the host does other work', async () => {
  const map = await halfSky('aside.fits')
  const source = await mapPatchSource(context, map.id, 0)
  let turns = 0
  let isCut = false
  const turn = () => {
    turns++
    if (!isCut) setImmediate(turn)
  }
  turn()
  const values = await valuesAside({ source, ...large })
  isCut = true
  expect(values).toEqual(patchValues({ source, ...large }))
  expect(turns).toBeGreaterThan(10)
})

it('its file has the same values, and a place without data is refused and leaves no file', async () => {
  const map = await halfSky('files.fits')
  const source = await mapPatchSource(context, map.id, 0)
  const { path } = await call('maps.patch', { id: map.id, column: 0, ...large, format: 'npy' })
  expect((await readNpy(path)).data).toEqual(patchValues({ source, ...large }))
  const exports = () => readdirSync(context.layout.exports)
  const before = exports()
  await expect(call('maps.patch', { id: map.id, column: 0, ...large, lat: -60, format: 'fits' })).rejects.toMatchObject(
    { code: 'refused', message: expect.stringContaining('the map has no data here') },
  )
  expect(exports()).toEqual(before)
})
