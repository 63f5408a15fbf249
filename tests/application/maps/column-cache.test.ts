import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createColumnCache } from '../../../src-main/application/maps/column-cache.ts'
import { createPatchTables } from '../../../src-main/application/datasets/patch-tables.ts'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { datasetRecipeSchema, type Dataset } from '../../../src-preload/contract/datasets.ts'
import { waves, writeMadeMap } from '../made-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-cache-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (name: string) => join(root, name)

describe('columns in memory', () => {
  it('are read once, and again if the file has changed, even to another nside', async () => {
    const path = writeMadeMap(at('map.fits'), waves)
    const cache = createColumnCache()
    const [first, same] = await Promise.all([cache.get(path, 'I'), cache.get(path, 'I')])
    expect(same).toBe(first)
    expect(await cache.get(path, 'I')).toBe(first)

    writeMadeMap(path, waves, { nside: 8 })
    const smaller = await cache.get(path, 'I')
    expect([first.map, smaller.map]).toMatchObject([{ nside: 16 }, { nside: 8 }])
    expect(smaller.map.values).toHaveLength(12 * 64)

    // The same length as before, but another file.
    writeMadeMap(path, () => 3, { nside: 8 })
    utimesSync(path, new Date(), new Date(Date.now() + 5000))
    expect((await cache.get(path, 'I')).map.values[0]).toBeCloseTo(3, 3)
  })

  it('are not cached if loading fails', async () => {
    const path = at('late.fits')
    const cache = createColumnCache()
    await expect(cache.get(path, 'I')).rejects.toMatchObject({ code: 'refused' })
    writeFileSync(path, 'no map')
    await expect(cache.get(path, 'I')).rejects.toThrow(/late.fits/)
    writeMadeMap(path, waves)
    await expect(cache.get(path, 'Q')).rejects.toThrow(/there is no such column; choose one of I/)
    expect((await cache.get(path, 'I')).unit).toBe('MJy/sr')
  })

  it('are as many as fit: the last one used stays', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => writeMadeMap(at(`${name}.fits`), waves, { nside: 4 }))
    const bytesOfOne = 12 * 4 ** 2 * 4
    const cache = createColumnCache(2 * bytesOfOne)
    const [ofA, ofB] = [await cache.get(a, 'I'), await cache.get(b, 'I')]
    expect(await cache.get(a, 'I')).toBe(ofA)
    await cache.get(c, 'I')
    expect(await cache.get(a, 'I')).toBe(ofA)
    expect(await cache.get(b, 'I')).not.toBe(ofB)
  })

  it('are Galactic if the file names no frame, and converted to RING order', async () => {
    const unsaid = { coordsys: 'none' } as never
    const plain = writeMadeMap(at('unsaid.fits'), waves, unsaid)
    const nested = writeMadeMap(at('nested.fits'), waves, { ordering: 'NESTED' })
    const cache = createColumnCache()
    const [one, other] = [await cache.get(plain, 'I'), await cache.get(nested, 'I')]
    expect([one.header.coordsys, one.map.frame]).toEqual([null, 'G'])
    expect(other.map).toMatchObject({ ordering: 'RING' })
    expect(other.map.values).toEqual(one.map.values)
  })
})

describe('tables of patches', () => {
  it('are read once per dataset and fingerprint, and not cached if unreadable', async () => {
    const folder = at('dataset')
    const recipe = datasetRecipeSchema.parse({ size: 8, step: 20, minLatitude: 30 })
    const dataset = { id: 'd', fingerprint: 'one', folder } as Dataset
    const tables = createPatchTables()
    await expect(tables.of(dataset)).rejects.toThrow(/holds no dataset/)
    await cutDataset({ path: writeMadeMap(at('map2.fits'), waves), recipe, folder })
    const table = await tables.of(dataset)
    expect(table).toEqual((await readDataset(folder)).patches)
    expect(await tables.of(dataset)).toBe(table)
    expect(await tables.of({ ...dataset, fingerprint: 'two' })).not.toBe(table)
  })
})
