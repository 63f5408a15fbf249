import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startDataset } from '../../../src-main/application/datasets/handlers.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { mapAssemblySchema } from '../../../src-preload/contract/map-making.ts'
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
