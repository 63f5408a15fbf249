import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { priorFiles } from '../../../src-main/engine/prior/prior-folder.ts'
import type { CirrusContract } from '../../../src-preload/contract/index.ts'
import type { ParamsInputOf } from '../../../src-preload/rpc/table.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import type { Trial } from '../../../src-preload/contract/studies.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import type { SearchParameter } from '../../../src-shared/study/search-space.ts'
import { openApplication, temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { ended, openWithRun, smallTraining } from '../small-application.ts'
import { studied } from './small-study.ts'

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

const space: SearchParameter[] = [
  { kind: 'float', name: 'learningRate', low: 1e-4, high: 1e-2, log: true },
  { kind: 'categorical', name: 'embedding', choices: [16, 32, 64], ordered: true },
]
const base = { ...priorConfig({ side: 1, channels: 4 }), batchSize: 8 }
type Order = Partial<ParamsInputOf<CirrusContract, 'studies.start'>>
const order = (name: string, prior: string, changes: Order = {}) => ({
  ...{ name, datasetId: null, latents: { run: run.folder, prior }, base, space },
  ...{ sampler: { kind: 'random' as const }, epochs: 3, budget: 3, seed: 5 },
  ...changes,
})
const trialsOf = (id: string): Promise<Trial[]> => app.call('studies.trials', { id })
const priorNamed = async (name: string) =>
  (await app.call('priors.list', { runId: run.id })).find((prior) => prior.name === name)

describe('a study of a prior', () => {
  it('encodes the run once, trains its trials on that, and makes the best one a prior of the run', async () => {
    const begun = await app.call('studies.start', order('Flows', 'flow-best'))
    expect(begun).toMatchObject({
      id: 'flows',
      datasetId: run.datasetId,
      latents: { runId: run.id, prior: 'flow-best' },
    })
    const study = await studied(app, 'flows')
    expect(study).toMatchObject({ state: 'complete', failure: null, counts: { complete: 3 } })
    const trials = await trialsOf('flows')
    const runs = await app.call('runs.list', { studyId: 'flows' })
    expect(runs.map(({ config }) => [config.space, config.architecture, config.size])).toEqual(
      Array(3).fill(['latents', 'flow', 1]),
    )
    const record = JSON.parse(readFileSync(join(study.datasetFolder, 'latents.json'), 'utf8'))
    expect(record).toMatchObject({ run: run.folder, latents: { epoch: run.bestEpoch, side: 1, channels: 4 } })
    for (const { folder } of runs) {
      const { dataset } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
      expect(dataset).toEqual({ folder: study.datasetFolder, fingerprint: record.fingerprint })
    }

    const made = (await priorNamed('flow-best'))!
    expect(made).toMatchObject({ kind: 'flow', state: 'complete', fits: ['best', 'last'], epoch: 3 })
    expect(made.bestValidationLoss).toBe(study.best!.value)
    expect(made.config).toMatchObject(study.best!.params)
    const best = runs.find(({ id }) => id === study.best!.runId)!
    const weights = (folder: string) => readFileSync(runFiles(folder).checkpoint(3))
    expect(weights(made.folder)).toEqual(weights(best.folder))
    // One copy of the latents, with a name in each place.
    const patches = (folder: string) => statSync(join(folder, 'patches.npy')).ino
    expect(patches(priorFiles(made.folder).latents)).toBe(patches(study.datasetFolder))
    const [job] = (await app.call('jobs.list', {})).filter(({ kind }) => kind === 'study')
    expect(job.note).toBe(`complete; the best is the prior flow-best of ${run.name}`)
    expect(trials.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete'])
  })

  it('keeps another trial under a name of its own, which is trained longer as a prior is', async () => {
    const { best } = await app.call('studies.get', { id: 'flows' })
    const other = (await trialsOf('flows')).find(({ number }) => number !== best!.number)!
    const kept = await app.call('studies.keepPrior', { id: 'flows', number: other.number, name: 'second' })
    expect(kept).toMatchObject({ name: 'second', bestValidationLoss: other.value, config: other.params })
    await app.call('priors.resume', { id: `${run.id}.second`, epochs: 5 })
    const longer = await until(
      () => priorNamed('second'),
      (prior) => prior?.epoch === 5 && prior.state === 'complete',
    )
    expect(longer!.bestValidationLoss).toBeLessThan(other.value!)
    // The trial is as it was.
    expect((await app.call('runs.get', { id: other.runId! })).epoch).toBe(3)
  })

  it('that finds a better trial replaces its prior, unless that was trained longer', async () => {
    const before = (await app.call('studies.get', { id: 'flows' })).best!
    // The lowest loss of the made training is at 1e-3.
    const params = { learningRate: 1e-3, embedding: 64 }
    await app.call('studies.enqueue', { id: 'flows', params })
    await app.call('studies.resume', { id: 'flows' })
    const { best } = await studied(app, 'flows')
    expect(best!.value).toBeLessThan(before.value)
    expect(await priorNamed('flow-best')).toMatchObject({ bestValidationLoss: best!.value, config: params })

    await app.call('priors.resume', { id: `${run.id}.flow-best`, epochs: 4 })
    await until(
      () => priorNamed('flow-best'),
      (prior) => prior?.epoch === 4 && prior.state === 'complete',
    )
    const again = app.call('studies.keepPrior', { id: 'flows', number: before.number })
    await expect(again).rejects.toMatchObject({ code: 'conflict', field: 'name' })
    // The same trial is there already.
    expect(await app.call('studies.keepPrior', { id: 'flows' })).toMatchObject({ epoch: 4 })
  })

  it('survives the host, continues from its checkpoints, and trains a trial longer on the same latents', async () => {
    const { id } = await app.call('studies.start', order('Long', 'long', { epochs: 120, budget: 1 }))
    await until(
      () => trialsOf(id),
      ([trial]) => trial?.epochs >= 2,
    )
    await app.close()
    app = await openApplication(home, { engineLauncher: madeLauncher, demo: false })
    const [left] = await trialsOf(id)
    expect(left).toMatchObject({ state: 'interrupted' })
    expect(await priorNamed('long')).toBeUndefined()
    await app.call('studies.resume', { id })
    expect(await studied(app, id)).toMatchObject({ state: 'complete' })
    const longer = await app.call('studies.trainLonger', { id, epochs: 122 })
    expect(await ended(app, longer.id)).toMatchObject({ state: 'complete', epoch: 122 })
    expect(await priorNamed('long')).toMatchObject({ epoch: 120 })
    expect(await app.call('studies.keepPrior', { id })).toMatchObject({ epoch: 122 })
  }, 60_000)

  it('is refused for names that are taken, settings of other latents, and runs without latents', async () => {
    const start = (changes: Order) => app.call('studies.start', { ...order('New', 'new'), ...changes })
    const taken = start({ latents: { run: run.folder, prior: 'flow-best' } })
    await expect(taken).rejects.toMatchObject({ code: 'conflict', field: 'latents.prior' })
    await expect(start({ base: { ...base, size: 2 } })).rejects.toMatchObject({ code: 'invalid-params', field: 'base' })
    await expect(start({ base: smallTraining })).rejects.toMatchObject({ code: 'invalid-params', field: 'base' })
    await expect(start({ latents: { run: '/nowhere', prior: 'x' } })).rejects.toMatchObject({ code: 'refused' })
    await expect(start({ latents: null })).rejects.toMatchObject({ code: 'invalid-params', field: 'datasetId' })
    const prior = start({ latents: { run: (await priorNamed('flow-best'))!.folder, prior: 'x' } })
    await expect(prior).rejects.toThrow('this is a prior, not a run')
    const config = { ...smallTraining, architecture: 'flow' as const, latentDimension: 256 }
    const { id } = await app.call('runs.start', { datasetId: run.datasetId!, config })
    const flow = start({ latents: { run: (await ended(app, id)).folder, prior: 'x' } })
    await expect(flow).rejects.toThrow('a flow has no latents')
    expect(await app.call('studies.list', {})).toHaveLength(2)
  })

  it('that has no latents yet, and whose run is trained further, is not of other latents instead', async () => {
    const copy = await ended(
      app,
      (await app.call('runs.start', { datasetId: run.datasetId!, config: smallTraining })).id,
    )
    const begun = app.call('studies.start', { ...order('Late', 'late'), latents: { run: copy.folder, prior: 'late' } })
    const { id } = await begun
    await app.call('studies.stop', { id })
    // Stopped before it had all latents.
    rmSync((await app.call('studies.get', { id })).datasetFolder, { recursive: true, force: true })
    await app.call('runs.resume', { id: copy.id, epochs: 4 })
    await ended(app, copy.id)
    await app.call('studies.resume', { id })
    const study = await studied(app, id)
    expect(study).toMatchObject({ state: 'failed', failure: { code: 'refused' } })
    expect(study.failure!.message).toContain('on the latents of epoch 2, and the best checkpoint is of epoch 4 by now')
  })

  it('is removed with its latents and trials, and leaves the priors', async () => {
    const { datasetFolder } = await app.call('studies.get', { id: 'flows' })
    const keeping = app.call('studies.remove', { id: 'flows', keepRuns: true })
    await expect(keeping).rejects.toMatchObject({ code: 'conflict' })
    await app.call('studies.remove', { id: 'flows' })
    expect(existsSync(datasetFolder)).toBe(false)
    expect(await app.call('runs.list', { studyId: 'flows' })).toEqual([])
    const left = (await priorNamed('second'))!
    expect(existsSync(join(priorFiles(left.folder).latents, 'patches.npy'))).toBe(true)
  })
})
