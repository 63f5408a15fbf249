import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Inpainting } from '../../../src-preload/contract/inpaintings.ts'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { madeEngineHandlers, madeLauncherOf } from '../made-launcher.ts'
import { openWithRun } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
/** Lets estimates by Eq. 13 go on, which wait for it after their first iteration. */
let release = (): void => {}
let held = Promise.resolve()
const hold = () => {
  held = new Promise((resolve) => (release = resolve))
}
const launcher = madeLauncherOf(() => {
  const made = madeEngineHandlers()
  return {
    ...made,
    async 'inpainting.run'(order, control) {
      const outcome = await made['inpainting.run'](order, control)
      await held
      return outcome
    },
  }
})
let datasetId: string
let runId: string
beforeAll(async () => {
  const opened = await openWithRun(home, { engineLauncher: launcher })
  app = opened.app
  runId = opened.run.id
  datasetId = opened.run.datasetId!
})
afterAll(async () => {
  await app.close()
  remove()
})

const problem = (patch: number) => ({ patch, mask: { kind: 'corner' } }) as const
const mean = { estimator: { kind: 'mean' } } as const
const map = () => ({ estimator: { kind: 'map' }, runId }) as const
const settled = (id: string) =>
  until(
    () => app.call('inpaintings.get', { id }),
    ({ estimates }) => !estimates.some(isUnderWay),
  )
const states = ({ estimates }: Inpainting) => estimates.map(({ name, state }) => [name, state])

describe('an inpainting', () => {
  it('is a problem, which is there at once, and its estimates, which follow', async () => {
    const told: string[] = []
    app.client.on('inpaintings.changed', ({ record }) => {
      for (const { name, state } of record?.estimates ?? []) told.push(`${name} ${state}`)
    })
    const order = { datasetId, problem: problem(3), estimates: [mean, map()] }
    const { folder } = await app.call('inpaintings.check', order)
    expect(existsSync(folder)).toBe(false)
    const begun = await app.call('inpaintings.start', order)
    expect(begun).toMatchObject({ folder, datasetId, size: 16, problem: { patch: 3, simulated: false } })
    expect(begun.statistics!.original.spectrum.length).toBe(begun.statistics!.ell.length)
    expect((await app.get(`/data/inpaintings/${begun.id}/corrupted`)).status).toBe(200)
    const done = await settled(begun.id)
    expect(states(done)).toEqual([
      ['mean', 'complete'],
      ['map', 'complete'],
    ])
    expect(done.estimates.map(({ runName }) => runName === null)).toEqual([true, false])
    expect(done.estimates[1].result).toMatchObject({ model: { epoch: 2 }, minimum: { iterations: 12 } })
    expect(told).toContain('map running')
    expect(await app.call('inpaintings.history', { id: begun.id, estimate: 'map' })).toEqual([
      { start: 0, iteration: 1, objective: 42.5 },
    ])
    expect(await app.call('inpaintings.history', { id: begun.id, estimate: 'mean' })).toEqual([])
    expect((await app.get(`/data/inpaintings/${begun.id}/estimates/map/filled`)).status).toBe(200)
    const jobs = await app.call('jobs.list', {})
    expect(jobs.find(({ subject }) => subject === done.estimates[1].id)).toMatchObject({
      kind: 'inpainting',
      title: 'MAP of patch 3 (corner)',
    })
  })

  it('gets one more estimate, but none twice', async () => {
    const { id } = await app.call('inpaintings.start', { datasetId, problem: problem(4), estimates: [map()] })
    await settled(id)
    await app.call('inpaintings.estimate', { id, order: mean })
    const more = { ...map(), estimator: { kind: 'map', starts: 2 } } as const
    await app.call('inpaintings.estimate', { id, order: more })
    expect(states(await settled(id))).toEqual([
      ['map', 'complete'],
      ['mean', 'complete'],
      ['map-2', 'complete'],
    ])
    await expect(app.call('inpaintings.estimate', { id, order: more })).rejects.toMatchObject({
      ...{ code: 'conflict', field: 'order.estimator', message: expect.stringContaining('already, map-2. Delete it') },
    })
  })

  it('loses one estimate, or all, with their folders', async () => {
    const order = { datasetId, problem: problem(5), estimates: [mean, map()] }
    const { id, folder } = await app.call('inpaintings.start', order)
    const { estimates } = await settled(id)
    await app.call('inpaintings.remove', { id, estimate: 'map' })
    expect(estimates.map((one) => existsSync(one.folder))).toEqual([true, false])
    expect(states(await app.call('inpaintings.get', { id }))).toEqual([['mean', 'complete']])
    await expect(app.call('inpaintings.remove', { id, estimate: 'map' })).rejects.toThrow('There is no estimate')
    await app.call('inpaintings.remove', { id })
    expect(existsSync(folder)).toBe(false)
    await expect(app.call('inpaintings.get', { id })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is stopped as a whole; what was stopped is started again in its place', async () => {
    const estimates = [map(), { ...map(), estimator: { kind: 'map', starts: 2 } } as const]
    const { id } = await app.call('inpaintings.start', { datasetId, problem: problem(6), estimates })
    const stopped = await app.call('inpaintings.stop', { id })
    expect(stopped.estimates.some(isUnderWay)).toBe(false)
    // The first may have been faster than the stop; the second waited for it.
    expect(stopped.estimates[1].state).toBe('interrupted')
    await app.call('inpaintings.estimate', { id, order: estimates[1] })
    expect((await settled(id)).estimates.find(({ name }) => name === 'map-2')!.state).toBe('complete')
  })

  it('tells a window that comes later how the objective of an estimate under way has gone', async () => {
    hold()
    const { id } = await app.call('inpaintings.start', { datasetId, problem: problem(8), estimates: [map()] })
    const history = () => app.call('inpaintings.history', { id, estimate: 'map' })
    const points = await until(history, ({ length }) => length > 0)
    expect(states(await app.call('inpaintings.get', { id }))).toEqual([['map', 'running']])
    release()
    await settled(id)
    expect(await history()).toEqual(points)
  })

  it('outlives its run, whose estimates are kept', async () => {
    const order = { datasetId, problem: problem(7), estimates: [map()] }
    const { id } = await app.call('inpaintings.start', order)
    await settled(id)
    await app.call('runs.remove', { id: runId })
    const [estimate] = (await app.call('inpaintings.get', { id })).estimates
    expect(estimate).toMatchObject({ state: 'complete', runId: null })
    expect(existsSync(estimate.folder)).toBe(true)
  })
})
