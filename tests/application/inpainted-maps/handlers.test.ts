import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InpaintedMapOrder, SkyMap } from '../../../src-preload/contract/index.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { cutSmall, openWithMadeMap } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let map: SkyMap
let datasetId: string
const at = (name: string) => join(home, name)
beforeAll(async () => {
  const opened = await openWithMadeMap(home, { engineLauncher: madeLauncher })
  app = opened.app
  datasetId = (await cutSmall(app, opened.map.id)).id
  map = await app.call('maps.open', { path: writeMadeMap(at('fine.fits'), waves, { nside: 64 }) })
  writeFileSync(at('sources.csv'), 'lon,lat,radius\n80,30,1.2\n81.5,30.4,0.6\n250,-60,1\n')
}, 60_000)
afterAll(async () => {
  await app.close()
  remove()
})

const order = (out: string, change: Partial<InpaintedMapOrder> = {}) => ({
  ...{ mapId: map.id, column: 'I', datasetId, out: at(out) },
  ...{
    holes: { kind: 'sources', path: at('sources.csv') } as const,
    estimate: { estimator: { kind: 'diffusion' } } as const,
  },
  ...change,
})
const endedJob = (id: string) =>
  until(
    async () => (await app.call('jobs.list', {})).find((job) => job.id === id)!,
    ({ state }) => state !== 'waiting' && state !== 'running',
  )

describe('a map whose holes are filled in the window', () => {
  it('is described before anything is done', async () => {
    const preview = await app.call('maps.previewInpainting', order('none'))
    expect(preview).toMatchObject({ holes: 2, done: 0, sources: 3, size: 16, width: 8, bytes: map.size })
    expect(preview.pixels).toBeGreaterThan(5)
    expect(preview.widest).toBeGreaterThan(2.4)
    const wiener = { estimator: { kind: 'wiener', covariance: 'patches', samples: 3, seed: 0 } } as const
    const drawn = await app.call('maps.previewInpainting', order('none', { estimate: { ...wiener, runId: null } }))
    expect(drawn.bytes).toBe(4 * map.size)
    expect(existsSync(at('none'))).toBe(false)
  })

  it('is a job that ends with the map in the list', async () => {
    const job = await app.call('maps.inpaint', order('filled'))
    expect(job).toMatchObject({ kind: 'map', title: 'Inpaint fine (Diffusion)', cancellable: true })
    const ended = await endedJob(job.id)
    expect(ended).toMatchObject({ state: 'complete', note: '2 holes filled' })
    const filled = await app.call('maps.get', { id: ended.subject! })
    expect(filled).toMatchObject({ name: 'fine inpainted', path: at('filled/filled.fits'), grid: map.grid })
    expect(filled.columns[0]).toMatchObject({ name: 'I', unit: 'MJy/sr' })
  })

  it('lists standard deviations and realisations beside it', async () => {
    const estimator = { kind: 'wiener', covariance: 'patches', samples: 2, seed: 0 } as const
    const job = await app.call(
      'maps.inpaint',
      order('drawn', { estimate: { estimator, runId: null }, realisations: 2 }),
    )
    const { state, subject } = await endedJob(job.id)
    expect(state).toBe('complete')
    const listed = (await app.call('maps.list', {})).filter(({ path }) => path.startsWith(at('drawn')))
    expect(listed.map(({ name, path }) => [name, path.slice(at('drawn/').length)]).sort()).toEqual([
      ['fine inpainted, deviation', 'deviation.fits'],
      ['fine inpainted, realisation 1', 'realisation-1.fits'],
      ['fine inpainted, realisation 2', 'realisation-2.fits'],
      ['fine inpainted', 'filled.fits'],
    ])
    expect(listed.find(({ id }) => id === subject)!.path).toBe(at('drawn/filled.fits'))
    expect(listed.find(({ path }) => path.endsWith('deviation.fits'))!.columns[0].name).toBe('DEVIATION')
  })

  it('goes on in a folder where it was stopped', async () => {
    const { id } = await app.call('maps.inpaint', order('stopped'))
    const another = app.call('maps.previewInpainting', order('stopped'))
    await expect(another).rejects.toMatchObject({ code: 'conflict', field: 'out' })
    await app.call('jobs.cancel', { id })
    const stopped = await endedJob(id)
    if (stopped.state === 'interrupted') {
      const { done, holes } = await app.call('maps.previewInpainting', order('stopped'))
      expect(done).toBeLessThanOrEqual(holes)
      const again = await app.call('maps.inpaint', order('stopped'))
      expect(await endedJob(again.id)).toMatchObject({ state: 'complete' })
    }
    const complete = app.call('maps.inpaint', order('stopped'))
    await expect(complete).rejects.toMatchObject({ code: 'conflict', field: 'out' })
  })
})

it('what can’t be done is refused with its field', async () => {
  const refusal = (change: Partial<InpaintedMapOrder>) =>
    app.call('maps.previewInpainting', order('none', change)).then(
      () => null,
      ({ code, field }: { code: string; field: string }) => `${code} ${field}`,
    )
  expect(await refusal({ mapId: 'nothing' })).toBe('not-found mapId')
  expect(await refusal({ datasetId: 'nothing' })).toBe('not-found datasetId')
  expect(await refusal({ column: 'Q' })).toBe('refused column')
  expect(await refusal({ holes: { kind: 'map', path: at('none.fits'), column: null, threshold: 0.5 } })).toBe(
    'refused holes',
  )
  const flow = { kind: 'flow', checkpoint: 'best', samples: 4, solverSteps: 4, seed: 0 } as const
  expect(await refusal({ estimate: { estimator: flow, runId: 'nothing' } })).toBe('not-found estimate.runId')
  expect(await refusal({ out: home })).toBe('conflict out')
})
