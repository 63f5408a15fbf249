import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { withEngine } from '../../../src-main/application/host/engine.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { defaultDeviceOptions } from '../../../src-preload/contract/device-options.ts'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { cutSmall, openWithMadeMap, smallTraining } from '../small-application.ts'
import { smallStudy } from '../studies/small-study.ts'

const { home, remove } = temporaryHome()
let app: Opened
let dataset: Dataset
beforeAll(async () => {
  for (const name of ['TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS']) vi.stubEnv(name, '2')
  const opened = await openWithMadeMap(home)
  app = opened.app
  dataset = await cutSmall(app, opened.map.id)
})
afterAll(async () => {
  await app.close()
  remove()
})

const processorAlone = { ...defaultDeviceOptions, gpus: [] }
/** Of the two threads that the processor is said to have. */
const half = 1
/** Long enough not to end on its own. */
const longTraining = { ...smallTraining, epochs: 10_000 }

it('two engines on the processor train at once with half its threads each, as their runs record, and give the same numbers', async () => {
  await app.call('devices.configure', { ...processorAlone, engines: 2 })
  const runs = await Promise.all(
    [1, 2].map(() => app.call('runs.start', { datasetId: dataset.id, config: longTraining })),
  )
  const devices = await until(
    () => app.call('devices.list', {}),
    (all) => all.filter(({ state }) => state === 'busy').length === 2,
  )
  expect(devices.map(({ id, state, threads }) => [id, state, threads])).toEqual([
    ['training', 'busy', half],
    ['training-2', 'busy', half],
    ['interactive', 'stopped', null],
  ])
  expect(devices[0].pid).not.toBe(devices[1].pid)
  // Both make progress while neither has ended.
  const under = () => Promise.all(runs.map(({ id }) => app.call('runs.get', { id })))
  await until(under, (all) => all.every(({ state, epoch }) => state === 'running' && epoch >= 1))
  const [first, second] = await Promise.all(runs.map(({ id }) => app.call('runs.metrics', { id })))
  expect(first[0].validationLoss).toBe(second[0].validationLoss)
  for (const { id } of runs) {
    const [environment] = await app.call('runs.environments', { id })
    expect(environment.threads).toEqual({ intraOp: half, interOp: half })
    await app.call('runs.stop', { id })
  }
  // A command's single engine has the same threads with the same options.
  const folder = join(home, 'by-command')
  const order = { dataset: dataset.folder, folder, config: smallTraining, signal: new AbortController().signal }
  const told: number[] = []
  await withEngine({ ...processorAlone, engines: 2 }, (engine) =>
    trainRun(engine, { ...order, onEpoch: ({ validationLoss }) => told.push(validationLoss) }),
  )
  expect(told[0]).toBe(first[0].validationLoss)
})

/** Engines have a lower priority than the tests beside them, and may wait long for a processor. */
const patience = 120_000

it(
  'a study trains as many trials at once as there are engines, and more as soon as engines are added',
  async () => {
    await app.call('devices.configure', processorAlone)
    const { id } = await app.call('studies.start', smallStudy(dataset.id, { epochs: 10_000, concurrency: 2 }))
    const runs = () => app.call('runs.list', { studyId: id })
    const trained = async () => (await runs()).filter(({ state, epoch }) => state === 'running' && epoch >= 1)
    await until(trained, (all) => all.length === 1, patience)
    expect(await runs()).toHaveLength(1)
    await app.call('devices.configure', { ...processorAlone, engines: 2 })
    // Long before the first one ends.
    await until(trained, (all) => all.length === 2, patience)
    await app.call('studies.stop', { id })
  },
  3 * patience,
)
