import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { datasetRecipeSchema } from '../../../src-preload/contract/dataset-recipe.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { tableOf } from '../../../src-preload/contract/maps.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { openSky } from '../sky-context.ts'

const { home, context, call, events } = openSky()
const at = (name: string) => join(home, name)
const open = (name: string, ...options: Parameters<typeof writeMadeMap> extends [string, ...infer R] ? R : never) =>
  call('maps.open', { path: writeMadeMap(at(name), ...options) })

/** Appends the table of another map's file: its bytes after the empty primary header. */
function append(path: string, other: string): string {
  writeFileSync(path, Buffer.concat([readFileSync(path), readFileSync(other).subarray(2880)]))
  return path
}

describe('a map that is opened', () => {
  it('has the facts of its header and the statistics of its column, and is announced', async () => {
    const map = await open('plain.fits', (_, lat) => (lat > 0 ? 4 : NaN), { nside: 8, ordering: 'NESTED' })
    expect(map).toMatchObject({
      ...{
        id: 'plain',
        name: 'plain',
        grid: { nside: 8, ordering: 'NESTED', indexing: 'implicit' },
        coordsys: 'G',
        coordsysOverride: null,
        polcconvOverride: null,
      },
      ...{ polcconv: null, demo: false, present: true },
    })
    // Of the 768 pixels, those above the equator: half, without the 32 on it.
    expect(map.columns).toEqual([
      { name: 'I', unit: 'MJy/sr', type: 'int16', count: 768, missing: 400, min: 4, max: 4, mean: 4 },
    ])
    expect(events.at(-1)).toMatchObject({
      name: 'maps.changed',
      payload: { id: 'plain', record: { grid: { nside: 8 } } },
    })
  })

  it('again is updated under the same name', async () => {
    const first = await open('again.fits', waves, { nside: 4 })
    await call('maps.rename', { id: first.id, name: 'Mine' })
    const again = await open('again.fits', waves, { nside: 8 })
    expect(again).toMatchObject({ id: first.id, name: 'Mine', grid: { nside: 8 } })
    expect((await call('maps.list', {})).filter(({ id }) => id === first.id)).toHaveLength(1)
  })

  it('with a given frame keeps it beside that of the header, here none', async () => {
    const path = writeMadeMap(at('frame.fits'), waves, { coordsys: 'C' })
    const map = await call('maps.open', { path, coordsys: 'E' })
    expect(map).toMatchObject({ coordsys: 'E', coordsysOverride: 'E' })
  })

  it('is refused if it is an image without celestial coordinates, giving its size', async () => {
    const header = ['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 60', 'NAXIS2  = 48', 'END']
    const text = header.map((card) => card.replace('= ', '=                    ').padEnd(80)).join('')
    writeFileSync(at('image.fits'), Buffer.concat([Buffer.from(text.padEnd(2880)), Buffer.alloc(2880)]))
    await expect(call('maps.open', { path: at('image.fits') })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/60 x 48: this image has no celestial coordinates \(cards CTYPE1 and CTYPE2/),
    })
  })
})

describe('a file of two tables', () => {
  const first = writeMadeMap(at('two.fits'), waves, { nside: 16, name: 'I' })
  const second = writeMadeMap(at('second.fits'), (lon, lat) => 2 * waves(lon, lat), {
    ...{ nside: 8, ordering: 'NESTED' as const, coordsys: 'C' as const, name: 'Q_STOKES' },
    cards: [{ keyword: 'POLCCONV', value: 'IAU' }],
  })
  const path = append(first, second)

  it('gives the columns of the second one its own nside, ordering, frame and convention', async () => {
    const map = await call('maps.open', { path })
    expect(map).toMatchObject({ grid: { nside: 16, ordering: 'RING' }, coordsys: 'G', polcconv: null })
    expect(map.columns.map(({ name, stokes, table }) => ({ name, stokes, table }))).toEqual([
      { name: 'I', stokes: undefined, table: undefined },
      {
        name: 'Q_STOKES',
        stokes: 'Q',
        table: {
          grid: { kind: 'healpix', nside: 8, ordering: 'NESTED', indexing: 'implicit' },
          coordsys: 'C',
          polcconv: 'IAU',
        },
      },
    ])
    expect(tableOf(map, 0).grid).toMatchObject({ nside: 16 })
    expect(tableOf(map, 1).grid).toMatchObject({ nside: 8 })
    // The catalog holds the same.
    expect(await call('maps.get', { id: map.id })).toMatchObject({ columns: [{}, { table: { grid: { nside: 8 } } }] })
  })

  it('is read with them: positions are transformed to the frame of the second table', async () => {
    const alone = await call('maps.open', { path: second })
    const place = { lon: 123, lat: 45 }
    const ofTwo = await call('maps.value', { id: 'two', column: 1, ...place })
    expect(ofTwo).toEqual(await call('maps.value', { id: alone.id, column: 0, ...place }))
    expect(ofTwo.value).not.toBeCloseTo(2 * (await call('maps.value', { id: 'two', column: 0, ...place })).value!, 1)
  })

  it('is refused as a dataset of Q because of the cards of the second one', async () => {
    const recipe = { ...recipeOf(), scale: 'linear' as const }
    await expect(call('datasets.create', { mapId: 'two', column: 1, recipe })).rejects.toThrow(
      /column Q_STOKES, card COORDSYS: this is Stokes Q on equatorial axes/,
    )
  })
})

const recipeOf = () => datasetRecipeSchema.parse({ size: 8, width: 8, step: 30, minLatitude: 20 })

describe('values and cuts', () => {
  it('are those of the map in its unit, null where it has no data', async () => {
    const { id } = await open('half.fits', (_, lat) => (lat > 0 ? 7 : NaN))
    expect(await call('maps.value', { id, column: 0, lon: 10, lat: 40 })).toMatchObject({ value: 7, unit: 'MJy/sr' })
    expect(await call('maps.value', { id, column: 0, lon: 10, lat: -40 })).toMatchObject({
      value: null,
      unit: 'MJy/sr',
    })
    await expect(call('maps.value', { id, column: 4, lon: 0, lat: 0 })).rejects.toThrow(/no column of half 4/)
  })

  it('are exported to a folder of their own, recorded in the catalog', async () => {
    const { id } = await open('cut.fits', () => 3)
    const cut = { id, column: 0, format: 'npy' as const, lon: 40, lat: -30, size: 8, width: 4 }
    const { path } = await call('maps.patch', cut)
    const { shape, data } = await readNpy(path)
    expect([shape, new Set(data)]).toEqual([[8, 8], new Set([3])])
    expect(context.catalog.exports.list()).toMatchObject([{ folder: dirname(path), files: [{ path }] }])
    expect((await call('maps.patch', cut)).path).not.toBe(path)
  })

  it('leave no folder behind if there is nothing to cut', async () => {
    const before = context.catalog.exports.list().length
    const cut = { column: 0, format: 'fits' as const, lon: 10, lat: -60, size: 8, width: 4 }
    await expect(call('maps.patch', { id: 'half', ...cut })).rejects.toThrow(/the map has no data here/)
    expect(existsSync(join(home, 'exports', 'half-l10-b-60'))).toBe(false)
    expect(context.catalog.exports.list()).toHaveLength(before)
  })
})

describe('a map whose file is gone', () => {
  it('stays in the list as absent, and is refused when used', async () => {
    const map = await open('gone.fits', waves)
    rmSync(map.path)
    expect(await call('maps.get', { id: map.id })).toMatchObject({ present: false })
    await expect(call('maps.value', { id: map.id, column: 0, lon: 0, lat: 0 })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('the file is no longer there; restore it'),
    })
    expect(await call('maps.remove', { id: map.id })).toEqual({})
    await expect(call('maps.get', { id: map.id })).rejects.toMatchObject({ code: 'not-found' })
  })
})
