import { copyFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'
import { temporaryHome, type Opened } from '../harness.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { madeLauncher } from '../made-launcher.ts'
import { cutSmall, openWithMadeMap } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let map: SkyMap
let dataset: Dataset
beforeAll(async () => {
  const opened = await openWithMadeMap(home, { engineLauncher: madeLauncher })
  app = opened.app
  map = opened.map
  dataset = await cutSmall(app, map.id)
})
afterAll(async () => {
  await app.close()
  remove()
})

const status = async (address: string) => (await app.get(address)).status
const text = async (address: string) => (await app.get(address)).text()
const bytes = async (address: string) => Buffer.from(await (await app.get(address)).arrayBuffer())
const floats = async (address: string) => new Float32Array(await (await app.get(address)).arrayBuffer())

describe('resources', () => {
  it('serve nothing but known addresses', async () => {
    for (const address of [
      '/data/',
      '/data/maps',
      `/data/maps/${map.id}`,
      `/data/maps/${map.id}/hips/0/Norder12/Dir0/Npix0.fits`,
      `/data/maps/${map.id}/hips/0/Norder3/Dir0/Npix1.png`,
      '/data/maps/nobody/thumbnail.png',
      '/data/datasets/nobody/patches',
      '/data/runs/nobody/samples/1',
      '/data/inpaintings/nobody/mask',
      '/data/exports/nobody/file.fits',
      `/data/maps/${map.id}/hips/9/properties`,
      `/data/maps/${map.id}/cut/9?lon=1&lat=2&size=16&width=8`,
    ]) {
      expect(await status(address), address).toBe(404)
    }
  })

  it('cannot be led out of their folders', async () => {
    writeFileSync(join(home, 'secret.txt'), 'secret')
    for (const address of [
      '/data/exports/..%2F..%2Fsecret.txt/x',
      '/data/exports/%2e%2e/secret.txt',
      `/data/maps/..%2F${map.id}/thumbnail.png`,
      '/data/maps/%2e%2e%2f%2e%2e%2fsecret.txt/hips/0/properties',
      '/data/../secret.txt',
      '/data/runs/../samples/1',
    ]) {
      const answer = await app.get(address)
      expect(answer.status, address).toBe(404)
      expect(await answer.text(), address).not.toContain('secret\n')
    }
    // A part that is not valid UTF-8 is not a name, but no internal error either.
    expect(await text('/data/maps/%E0%A4%A/thumbnail.png')).toBe('"%E0%A4%A" is not a name.')
  })

  it('refuse an invalid cut or range of patches, naming the field', async () => {
    const cut = (query: string) => app.get(`/data/maps/${map.id}/cut/0?${query}`)
    for (const query of [
      '',
      'lon=1&lat=2&size=16',
      'lon=1&lat=91&size=16&width=8',
      'lon=east&lat=2&size=16&width=8',
      'lon=1&lat=2&size=16.5&width=8',
      'lon=1&lat=2&size=100000&width=8',
      'lon=1&lat=2&size=16&width=0',
    ]) {
      expect((await cut(query)).status, query).toBe(400)
    }
    const patches = (query: string) => app.get(`/data/datasets/${dataset.id}/patches?${query}`)
    for (const query of ['from=-1', 'from=0.5', 'from=0&count=0', 'from=0&count=513', 'from=x']) {
      expect((await patches(query)).status, query).toBe(400)
    }
    const beyond = await patches(`from=${dataset.count}`)
    expect([beyond.status, await beyond.text()]).toEqual([404, expect.stringContaining(`${dataset.count} patches`)])
  })

  it('serve a last page with the remaining patches', async () => {
    const answer = await app.get(`/data/datasets/${dataset.id}/patches?from=${dataset.count - 3}&count=10`)
    expect(answer.headers.get('x-shape')).toBe('3,16,16')
    expect((await answer.arrayBuffer()).byteLength).toBe(3 * 16 * 16 * 4)
  })

  it('are made from the current file, not from the one it replaced', async () => {
    const thumbnail = () => bytes(`/data/maps/${map.id}/thumbnail.png`)
    const tile = () => bytes(`/data/maps/${map.id}/hips/0/Norder0/Dir0/Npix0.fits`)
    const cut = () => floats(`/data/maps/${map.id}/cut/0?lon=40&lat=30&size=8&width=8`)
    const before = [await thumbnail(), await tile()]
    const values = await cut()
    expect([await thumbnail(), await tile()]).toEqual(before)

    copyFileSync(map.path, join(home, 'kept.fits'))
    writeMadeMap(map.path, (lon, lat) => (lon > 180 ? 0.5 : 2) * waves(lon, lat))
    utimesSync(map.path, new Date(), new Date(Date.now() + 5000))
    expect(await thumbnail()).not.toEqual(before[0])
    expect(await tile()).not.toEqual(before[1])
    // The map is stored to 0.001, so doubled values agree with twice the stored ones to that precision.
    for (const [i, value] of (await cut()).entries()) expect(value).toBeCloseTo(2 * values[i], 2)

    rmSync(map.path)
    expect(await text(`/data/maps/${map.id}/thumbnail.png`)).toMatch(/made.fits: the file is no longer there/)
    expect((await app.call('maps.get', { id: map.id })).present).toBe(false)
    await expect(app.call('maps.value', { id: map.id, column: 0, lon: 0, lat: 0 })).rejects.toMatchObject({
      code: 'refused',
    })
    copyFileSync(join(home, 'kept.fits'), map.path)
    expect(await cut()).toEqual(values)
  })

  it('report that the files of a dataset are gone', async () => {
    const other = await cutSmall(app, map.id, 'short-lived')
    rmSync(join(other.folder, 'patches.npy'))
    const answer = await app.get(`/data/datasets/${other.id}/patches?from=0&count=1`)
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringMatching(/patches.npy: there is no such file/),
    ])
    await expect(app.call('datasets.patches', { id: other.id })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/patches.npy: there is no such file/),
    })
  })
})

describe('the values of a map', () => {
  it('are null where it has no data, and interpolated bilinearly elsewhere', async () => {
    const holes = await app.call('maps.open', {
      path: writeMadeMap(join(home, 'holes.fits'), (_, lat) => (lat > 60 ? NaN : 7)),
    })
    const value = async (lon: number, lat: number) =>
      (await app.call('maps.value', { id: holes.id, column: 0, lon, lat })).value
    expect(await value(10, 80)).toBeNull()
    expect(await value(10, 0)).toBeCloseTo(7, 6)
  })

  it('are cut into a file registered as an export; a cut without data leaves no folder', async () => {
    const [holes] = (await app.call('maps.list', {})).filter(({ name }) => name === 'holes')
    const place = { id: holes.id, column: 0, lon: 10, lat: 0, size: 8, width: 4, format: 'npy' as const }
    const [one, two] = await Promise.all([app.call('maps.patch', place), app.call('maps.patch', place)])
    expect(new Set([one.path, two.path]).size).toBe(2)
    const exported = await app.call('exports.list', {})
    expect(exported.map(({ files }) => files[0].path).sort()).toEqual([one.path, two.path].sort())
    await expect(app.call('maps.patch', { ...place, lat: 85, width: 1 })).rejects.toThrow(/the map has no data here/)
    expect(await app.call('exports.list', {})).toHaveLength(2)
  })

  it('of two files with the same name are two maps, and removing one removes its tiles', async () => {
    const twin = await app.call('maps.open', { path: writeMadeMap(join(home, 'elsewhere', 'made.fits'), waves) })
    expect(twin.id).not.toBe(map.id)
    expect(await status(`/data/maps/${twin.id}/hips/0/properties`)).toBe(200)
    await app.call('maps.remove', { id: twin.id })
    expect(await status(`/data/maps/${twin.id}/hips/0/properties`)).toBe(404)
    // Opened again, it is the same map, not a second one.
    const again = await app.call('maps.open', { path: map.path })
    expect(again.id).toBe(map.id)
  })
})
