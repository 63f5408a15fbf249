import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { priorFiles } from '../../../src-main/engine/prior/prior-folder.ts'
import { priorId, type Prior } from '../../../src-preload/contract/priors.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import { isUnderWay } from '../../../src-preload/contract/states.ts'
import { openApplication, temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { ended, openWithRun, smallTraining } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let run: Run
beforeAll(async () => {
  const opened = await openWithRun(home, { engineLauncher: madeLauncher })
  app = opened.app
  run = opened.run
}, 60_000)
afterAll(async () => {
  await app.close()
  remove()
})

const config = (epochs: number) => ({ ...priorConfig({ side: 1, channels: 4 }), epochs })
const train = (name: string, epochs: number) =>
  app.call('priors.train', { runId: run.id, name, kind: 'flow', config: config(epochs) })
const get = async (name: string) =>
  (await app.call('priors.list', { runId: run.id })).find((prior) => prior.name === name)!
const rested = (name: string) =>
  until(
    () => get(name),
    (prior) => !isUnderWay(prior),
  )

describe('a prior of a run', () => {
  it('is a job that tells of its steps and epochs, and is listed with its curve', async () => {
    const told: Prior['state'][] = []
    const epochs: number[] = []
    const forget = [
      app.client.on('priors.changed', ({ record }) => record?.name === 'flow' && told.push(record.state)),
      app.client.on('priors.epoch', ({ metrics }) => epochs.push(metrics.epoch)),
    ]
    const { id, state } = await train('flow', 3)
    expect([id, state]).toEqual([priorId(run.id, 'flow'), 'running'])
    expect(await app.call('jobs.list', {})).toContainEqual(
      expect.objectContaining({ kind: 'prior', subject: id, title: `Train prior flow of ${run.name}` }),
    )
    const done = await rested('flow')
    expect(done).toMatchObject({ state: 'complete', epoch: 3, bestEpoch: 3, fits: ['best', 'last'], failure: null })
    expect((await app.call('priors.metrics', { id })).map(({ epoch }) => epoch)).toEqual([1, 2, 3])
    await until(
      () => Promise.resolve(told.at(-1)),
      (last) => last === 'complete',
    )
    forget.forEach((end) => end())
    expect(epochs).toEqual([1, 2, 3])
  })

  it('is stopped, survives the host, and is resumed, or trained longer', async () => {
    const { id } = await train('long', 5000)
    await until(
      () => get('long'),
      ({ epoch }) => epoch >= 2,
    )
    await expect(train('long', 9)).rejects.toMatchObject({ code: 'busy', field: 'name' })
    await expect(app.call('priors.resume', { id })).rejects.toMatchObject({ code: 'busy' })
    const stopped = await app.call('priors.stop', { id })
    expect(stopped.state).toBe('interrupted')
    await app.close()
    app = await openApplication(home, { engineLauncher: madeLauncher, demo: false })
    expect(await get('long')).toMatchObject({ state: 'interrupted', epoch: stopped.epoch })
    const epochs = stopped.epoch + 2
    await app.call('priors.resume', { id, epochs })
    expect(await rested('long')).toMatchObject({ state: 'complete', epoch: epochs, config: { epochs } })
    await expect(app.call('priors.resume', { id, epochs })).rejects.toMatchObject({ field: 'epochs' })
  })

  it('that is a Gaussian is fitted at once, and not resumed', async () => {
    const { id } = await app.call('priors.train', { runId: run.id, name: 'normal', kind: 'gaussian' })
    expect(await rested('normal')).toMatchObject({ state: 'complete', config: null, epoch: 0 })
    expect(await app.call('priors.metrics', { id })).toEqual([])
    await expect(app.call('priors.resume', { id })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('whose settings the engine refuses says why, and is removed with its folder', async () => {
    const big = { ...config(2), batchSize: 512 }
    const order = { runId: run.id, name: 'big', kind: 'flow', config: big } as const
    const { id, folder } = await app.call('priors.train', order)
    const failed = await rested('big')
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'refused' } })
    expect(failed.failure!.message).toContain('fewer than one batch of 512')
    await expect(app.call('priors.train', order)).rejects.toMatchObject({ code: 'conflict', field: 'name' })
    const gone = new Promise((resolve) => app.client.on('priors.changed', (event) => event.id === id && resolve(event)))
    await app.call('priors.remove', { id })
    expect(await gone).toEqual({ id, record: null })
    expect(existsSync(priorFiles(folder).record)).toBe(false)
    await expect(app.call('priors.metrics', { id })).rejects.toMatchObject({ code: 'refused' })
  })

  it('is stopped and removed with its run', async () => {
    const [{ datasetId }] = await app.call('runs.list', {})
    const other = await ended(app, (await app.call('runs.start', { datasetId: datasetId!, config: smallTraining })).id)
    const order = { name: 'flow', kind: 'flow', config: config(5000) } as const
    const { id } = await app.call('priors.train', { runId: other.id, ...order })
    await app.call('runs.remove', { id: other.id })
    const [job] = (await app.call('jobs.list', {})).filter(({ subject }) => subject === id)
    expect(job.state).toBe('interrupted')
    expect(existsSync(other.folder)).toBe(false)
    await expect(app.call('priors.list', { runId: other.id })).rejects.toMatchObject({ code: 'not-found' })
  })
})
