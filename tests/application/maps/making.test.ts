import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startDataset } from '../../../src-main/application/datasets/handlers.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { mapAssemblySchema, stackAssemblySchema } from '../../../src-preload/contract/map-making.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { openSky } from '../sky-context.ts'

const { home, context, call } = openSky()
const map = await call('maps.open', { path: writeMadeMap(join(home, 'sky.fits'), waves) })
const recipe = datasetRecipeSchema.parse({ size: 8, width: 20, step: 10, minLatitude: 30 })
const { dataset, done } = await startDataset(context, { mapId: map.id, column: 0, name: 'cut', recipe })
await done
const at = (name: string) => join(home, 'made', name)
const ended = async (id: string) => {
  while (context.jobs.list().find((job) => job.id === id)!.endedAt === null)
    await new Promise((resolve) => setTimeout(resolve, 5))
  return context.jobs.list().find((job) => job.id === id)!
}
const assembly = (changes: object) => mapAssemblySchema.parse({ datasetId: dataset.id, nside: 16, ...changes })

describe('a map that is converted in the window', () => {
  it('is made by a job, which leads to it in the list', async () => {
    const job = await call('maps.convert', { id: map.id, nside: 8, ordering: 'NESTED', out: at('small.fits') })
    expect(job).toMatchObject({ kind: 'map', title: 'Convert sky', subject: null, cancellable: true })
    expect(await ended(job.id)).toMatchObject({ state: 'complete', subject: 'small', note: 'small opened' })
    expect(context.catalog.maps.get('small')).toMatchObject({
      ...{ path: at('small.fits'), grid: { nside: 8, ordering: 'NESTED' } },
    })
  })

  it('is previewed: what is written, how large it is, and what is interpolated', async () => {
    const preview = (changes: object) =>
      call('maps.previewConversion', { id: map.id, out: at('next.fits'), ...changes })
    const turned = await preview({ coordsys: 'C', nside: 8 })
    expect(turned).toMatchObject({
      ...{ nside: 8, ordering: 'RING', coordsys: 'C', partial: false, interpolated: true, leftOut: [] },
      columns: [{ name: 'I', unit: 'MJy/sr', type: 'float32' }],
    })
    expect(turned.steps[0]).toMatch(/^Rotated from Galactic to equatorial coordinates by bilinear interpolation/)
    expect(await preview({ ordering: 'NESTED' })).toMatchObject({ interpolated: false })
    // The header of a real file may be a block longer, with a longer history.
    const job = await call('maps.convert', { id: map.id, coordsys: 'C', nside: 8, out: at('next.fits') })
    await ended(job.id)
    expect(Math.abs(statSync(at('next.fits')).size - turned.bytes)).toBeLessThanOrEqual(2880)
    await expect(preview({})).rejects.toMatchObject({ code: 'conflict', field: 'out' })
    await expect(preview({ out: at('a.fits'), nside: 6 })).rejects.toMatchObject({ code: 'refused', field: 'nside' })
  })

  it('is refused before it begins, with the field that is wrong', async () => {
    const send = (changes: object) => call('maps.convert', { id: map.id, out: at('new.fits'), ...changes })
    await expect(send({ unit: 'K_RJ' })).rejects.toMatchObject({ code: 'refused', field: 'unit' })
    await expect(send({ out: at('new.txt') })).rejects.toMatchObject({ code: 'refused', field: 'out' })
    writeFileSync(join(home, 'mine.fits'), 'mine')
    await expect(send({ out: join(home, 'mine.fits') })).rejects.toMatchObject({ code: 'conflict', field: 'out' })
    await expect(send({ id: 'nobody' })).rejects.toMatchObject({ code: 'not-found' })
    expect(existsSync(at('new.fits'))).toBe(false)
  })

  it('that is cancelled leaves no file and no map', async () => {
    const job = await call('maps.convert', { id: map.id, nside: 512, out: at('stopped.fits') })
    context.jobs.cancel(job.id)
    expect(await ended(job.id)).toMatchObject({ state: 'interrupted', subject: null })
    expect(existsSync(at('stopped.fits'))).toBe(false)
  })
})

describe('a dataset that is assembled in the window', () => {
  it('becomes a map in the list, with its weights', async () => {
    const job = await call('maps.assemble', assembly({ out: at('whole.fits') }))
    expect(await ended(job.id)).toMatchObject({ state: 'complete', subject: 'whole', title: 'Assemble cut' })
    const made = context.catalog.maps.get('whole')!
    expect(made.columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['I', 'MJy/sr'],
      ['WEIGHT', ''],
    ])
  })

  it('is refused for an nside that NESTED does not have, and for a dataset that is not there', async () => {
    const send = async (changes: object) => call('maps.assemble', assembly({ out: at('no.fits'), ...changes }))
    await expect(send({ nside: 12, ordering: 'NESTED' })).rejects.toMatchObject({ code: 'refused', field: 'nside' })
    await expect(send({ datasetId: 'nobody' })).rejects.toMatchObject({ code: 'not-found' })
    context.catalog.datasets.insert({ ...context.catalog.datasets.get(dataset.id)!, id: 'begun', state: 'running' })
    await expect(send({ datasetId: 'begun' })).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a stack that is assembled in the window', () => {
  const stack = { path: join(home, 'stack.npy'), positions: join(home, 'centres.csv'), width: 20 }
  const order = (changes: object = {}) =>
    stackAssemblySchema.parse({ ...stack, unit: 'K', nside: 16, out: at('stacked.fits'), ...changes })

  it('is described by its headers, and becomes a map in the list', async () => {
    await writeNpy(stack.path, new Float32Array(2 * 25 * 2).fill(3), [2, 5, 5, 2])
    writeFileSync(stack.positions, 'lon,lat\n10,90\n20,0\n')
    expect(await call('maps.previewStack', { ...stack, masks: null })).toEqual({ count: 2, size: 5, channels: 'QU' })
    const job = await call('maps.assembleStack', order())
    expect(await ended(job.id)).toMatchObject({ state: 'complete', subject: 'stacked', title: 'Assemble stack.npy' })
    expect(
      context.catalog.maps
        .get('stacked')!
        .columns.map(({ name, unit }) => [name, unit])
        .slice(0, 2),
    ).toEqual([
      ['Q_STOKES', 'K'],
      ['U_STOKES', 'K'],
    ])
  })

  it('is refused before it begins', async () => {
    await expect(call('maps.assembleStack', order())).rejects.toMatchObject({ code: 'conflict', field: 'out' })
    const send = (changes: object) => call('maps.assembleStack', order({ out: at('other.fits'), ...changes }))
    await expect(send({ nside: 12, ordering: 'NESTED' })).rejects.toMatchObject({ code: 'refused', field: 'nside' })
    await expect(send({ positions: join(home, 'none.csv') })).rejects.toThrow('none.csv')
    await expect(send({ masks: stack.path })).rejects.toThrow('stack.npy')
    writeFileSync(stack.positions, 'lon,lat\n10,90\n')
    await expect(call('maps.previewStack', { ...stack, masks: null })).rejects.toThrow('centres.csv')
  })
})
