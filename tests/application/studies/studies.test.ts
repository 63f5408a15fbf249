import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'
import { isUnfinished, type Trial } from '../../../src-preload/contract/studies.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { cutSmall, ended, openWithMadeMap } from '../small-application.ts'
import { smallSpace, smallStudy, studied } from './small-study.ts'

const { home, remove } = temporaryHome()
let app: Opened
let map: SkyMap
let dataset: Dataset
beforeAll(async () => {
  const opened = await openWithMadeMap(home)
  app = opened.app
  map = opened.map
  dataset = await cutSmall(app, map.id)
})
afterAll(async () => {
  await app.close()
  remove()
})

const start = (changes: Parameters<typeof smallStudy>[1] = {}) =>
  app.call('studies.start', smallStudy(dataset.id, changes))
const trialsOf = (id: string) => app.call('studies.trials', { id })
const paramsOf = (trials: readonly Trial[]) => trials.map(({ params }) => params)

describe('a study', { timeout: 180_000 }, () => {
  it('trains its budget of trials, each a run of its own, and knows the best by the lowest of its curve', async () => {
    const told: Trial[] = []
    const forget = app.client.on('studies.trial', ({ trial }) => void told.push(trial))
    const { id, state } = await start({ name: 'Three' })
    expect(state).toBe('waiting')
    const study = await studied(app, id)
    forget()
    expect(study).toMatchObject({ id: 'three', state: 'complete', failure: null, counts: { complete: 3, failed: 0 } })
    const trials = await trialsOf(id)
    expect(new Set(paramsOf(trials).map((params) => JSON.stringify(params))).size).toBe(3)
    for (const trial of trials) {
      const run = await app.call('runs.get', { id: trial.runId! })
      const rows = await app.call('runs.metrics', { id: trial.runId! })
      expect(run).toMatchObject({ id: `three-000${trial.number}`, studyId: id, state: 'complete', epoch: 2 })
      expect(run.config).toMatchObject({ ...trial.params, epochs: 2 })
      expect(trial.intermediate).toEqual(rows.map(({ epoch, validationNegativeElbo: value }) => ({ epoch, value })))
      expect(trial.value).toBe(Math.min(...trial.intermediate.map(({ value }) => value)))
      expect(told.filter(({ number, state }) => number === trial.number && state === 'complete')).toEqual([trial])
    }
    const values = trials.map(({ value }) => value!)
    expect(study.best!.value).toBe(Math.min(...values))
    expect(study.best!.number).toBe(1 + values.indexOf(Math.min(...values)))
    expect((await app.call('runs.list', { studyId: id })).map((run) => run.id).sort()).toEqual(
      trials.map(({ runId }) => runId!),
    )
    expect(await app.call('runs.list', { studyId: null })).toEqual([])
  })

  it('asks the same again from the same seed, and something else from another', async () => {
    const [first, second, other] = await Promise.all([
      start({ budget: 2 }),
      start({ budget: 2 }),
      start({ budget: 2, seed: 8 }),
    ])
    for (const { id } of [first, second, other]) await studied(app, id)
    const [a, b, c] = await Promise.all([first, second, other].map(({ id }) => trialsOf(id)))
    expect(paramsOf(b)).toEqual(paramsOf(a))
    expect(b.map(({ value }) => value)).toEqual(a.map(({ value }) => value))
    expect(paramsOf(c)).not.toEqual(paramsOf(a))
  })

  it('ends when its space is exhausted, and begins no configuration twice', async () => {
    const space = [{ kind: 'categorical' as const, name: 'kernel' as const, choices: [2, 3] }]
    const { id } = await start({ space, budget: 50, epochs: 1 })
    await app.call('studies.enqueue', { id, params: { kernel: 3 } }).catch(() => {})
    expect(await studied(app, id)).toMatchObject({ state: 'exhausted', failure: null, counts: { complete: 2 } })
    const job = (await app.call('jobs.list', {})).find(({ subject }) => subject === id)!
    expect(job).toMatchObject({ state: 'complete', note: 'exhausted after 2 of 50 trials' })
    expect(
      paramsOf(await trialsOf(id))
        .map(({ kernel }) => kernel)
        .sort(),
    ).toEqual([2, 3])
    await expect(app.call('studies.enqueue', { id, params: { kernel: 2 } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Trial \d of .* has these parameters already/),
    })
    await expect(app.call('studies.enqueue', { id, params: { kernel: 4 } })).rejects.toMatchObject({ code: 'refused' })
  })

  it('records a trial that fails and goes on', async () => {
    const space = [{ kind: 'categorical' as const, name: 'encoderFilters' as const, choices: ['4,4', '4,4,4,4,4'] }]
    const { id } = await start({ space, budget: 5, epochs: 1 })
    expect(await studied(app, id)).toMatchObject({ state: 'exhausted', counts: { complete: 1, failed: 1 } })
    const failed = (await trialsOf(id)).find(({ state }) => state === 'failed')!
    expect(failed).toMatchObject({ value: null, params: { encoderFilters: '4,4,4,4,4' } })
    expect(failed.failure!.message).toContain('encoderFilters does not fit')
    expect(await app.call('runs.get', { id: failed.runId! })).toMatchObject({ state: 'failed' })
    expect((await app.call('studies.log', { id, number: failed.number })).text).toContain('does not fit')
  })

  it('in which everything fails is ended, and says why', async () => {
    const space = [{ kind: 'int' as const, name: 'denseWidth' as const, low: 1, high: 100 }]
    const base = { ...smallStudy('').base, encoderFilters: [4, 4, 4, 4, 4] }
    const { id } = await start({ space, base, budget: 50 })
    expect(await studied(app, id)).toMatchObject({
      state: 'failed',
      counts: { failed: 5 },
      failure: { message: expect.stringContaining('encoderFilters does not fit') },
    })
  })

  it.each([
    { kind: 'median' as const, startupTrials: 2 },
    { kind: 'successive-halving' as const, reductionFactor: 2 },
  ])('prunes what is poor among the others at the same epoch: %j', async (pruner) => {
    const space = [{ kind: 'float' as const, name: 'learningRate' as const, low: 1e-6, high: 1e-2, log: true }]
    const { id } = await start({ space, budget: 4, epochs: 4, pruner })
    // Whether or not a first trial has begun, the slow one is the last of those by hand.
    await app.call('studies.stop', { id })
    for (const learningRate of [1e-2, 5e-3, 1e-6]) await app.call('studies.enqueue', { id, params: { learningRate } })
    await app.call('studies.resume', { id })
    await studied(app, id)
    const slow = (await trialsOf(id)).find(({ params }) => params.learningRate === 1e-6)!
    expect(slow).toMatchObject({ state: 'pruned', epochs: 1, value: slow.intermediate[0].value })
    expect(await app.call('runs.get', { id: slow.runId! })).toMatchObject({ state: 'pruned' })
  })

  it('takes a trial by hand before those of its sampler', async () => {
    const { id } = await start({ budget: 2, epochs: 1 })
    await app.call('studies.pause', { id })
    await studied(app, id)
    const params = { learningRate: 2e-3, latentDimension: 5 }
    const { number } = await app.call('studies.enqueue', { id, params })
    await app.call('studies.resume', { id })
    expect(await studied(app, id)).toMatchObject({ state: 'complete' })
    const trials = await trialsOf(id)
    expect(trials).toHaveLength(2)
    expect(trials[number - 1]).toMatchObject({ origin: 'enqueued', params, state: 'complete' })
  })

  it('that is complete takes up a trial by hand, on top of its budget, when it is resumed', async () => {
    const { id } = await start({ budget: 1, epochs: 1 })
    expect(isUnfinished(await studied(app, id))).toBe(false)
    const params = { learningRate: 2e-3, latentDimension: 5 }
    await app.call('studies.enqueue', { id, params })
    const waiting = await app.call('studies.get', { id })
    expect(waiting).toMatchObject({ state: 'complete', counts: { waiting: 1 } })
    expect(isUnfinished(waiting)).toBe(true)
    await app.call('studies.resume', { id })
    const study = await studied(app, id)
    expect(study).toMatchObject({ state: 'complete', counts: { complete: 2, waiting: 0 } })
    expect(isUnfinished(study)).toBe(false)
  })
})

describe('a study that is not at its end', { timeout: 180_000 }, () => {
  it('is paused after the trials that run, and stopped at once; both go on to the same numbers', async () => {
    const undisturbed = await start({ epochs: 16, budget: 3 })
    await studied(app, undisturbed.id)
    const { id } = await start({ epochs: 16, budget: 3 })
    await until(
      () => trialsOf(id),
      ([trial]) => trial?.epochs >= 1,
    )
    await app.call('studies.stop', { id })
    expect(await app.call('studies.get', { id })).toMatchObject({ state: 'interrupted', counts: { interrupted: 1 } })
    expect((await trialsOf(id))[0].epochs).toBeLessThan(16)
    await app.call('studies.resume', { id })
    await until(
      () => trialsOf(id),
      (trials) => trials[1]?.epochs >= 1,
    )
    await app.call('studies.pause', { id })
    expect(await studied(app, id)).toMatchObject({ state: 'paused', counts: { complete: 2 } })
    await app.call('studies.resume', { id })
    expect(await studied(app, id)).toMatchObject({ state: 'complete' })
    const bare = (trials: Trial[]) =>
      trials.map(({ number, params, value, intermediate }) => [number, params, value, intermediate])
    expect(bare(await trialsOf(id))).toEqual(bare(await trialsOf(undisturbed.id)))
  })

  it('goes on with another budget, space and sampler; trials outside the space are no longer looked at', async () => {
    const { id } = await start({ budget: 2, epochs: 1 })
    await studied(app, id)
    const space = [{ ...smallSpace[0], low: 2e-2, high: 3e-2 }, { ...smallSpace[1] }] as typeof smallSpace
    await app.call('studies.update', { id, budget: 4, space, sampler: { kind: 'gp-ei', startupTrials: 2 } })
    await app.call('studies.resume', { id })
    expect(await studied(app, id)).toMatchObject({ state: 'complete', counts: { complete: 4 } })
    const rates = (await trialsOf(id)).map(({ params }) => Number(params.learningRate))
    expect(rates.slice(0, 2).every((rate) => rate <= 1e-2)).toBe(true)
    expect(rates.slice(2).every((rate) => rate >= 2e-2)).toBe(true)
  })
})

describe('what a study knows', { timeout: 180_000 }, () => {
  it('leaves as a table and as JSON, goes into another study, and says what matters', async () => {
    const { id } = await start({ name: 'Known', budget: 4, epochs: 1 })
    await studied(app, id)
    const trials = await trialsOf(id)

    const file = join(home, 'trials.csv')
    await app.call('studies.export', { id, format: 'csv', file })
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    expect(lines[0]).toBe('number,state,origin,value,epochs,runId,startedAt,endedAt,learningRate,latentDimension')
    expect(lines[1].startsWith(`1,complete,asked,${trials[0].value},1,known-0001,`)).toBe(true)
    const { path, name } = await app.call('studies.export', { id, format: 'json' })
    const written = JSON.parse(readFileSync(path, 'utf8'))
    expect(written.trials).toEqual(trials)
    expect(written.study.environments).toMatchObject([
      { node: process.versions.node, executor: { kind: 'local' }, tensorflow: expect.any(String) },
    ])
    const { device } = await app.call('runs.get', { id: trials[0].runId! })
    expect(written.study.environments[0].devices).toEqual([device])
    // What lies in the home is kept as other exports are, so that a window elsewhere can download it.
    const [kept] = await app.call('exports.list', {})
    expect(kept).toMatchObject({ source: { kind: 'study', id }, files: [{ name, path }] })

    const importance = (await app.call('studies.importance', { id }))!
    expect(importance.map(({ name }) => name)).toEqual(['learningRate', 'latentDimension'])
    const model = (await app.call('studies.model', { id, x: 'learningRate', y: 'latentDimension', size: 9 }))!
    expect(model.y.values).toEqual([2, 3, 4, 5, 6, 7, 8])
    expect(model.x.values).toHaveLength(9)
    expect(model.x.values[4]).toBeCloseTo(1e-3, 12)
    expect(model.mean).toHaveLength(63)
    expect(Math.min(...model.deviation)).toBeGreaterThanOrEqual(0)

    const other = await start({ name: 'Other', budget: 1, epochs: 1, seed: 7 })
    await studied(app, other.id)
    // Both began with the same first trial.
    expect(await app.call('studies.import', { id: other.id, from: id })).toEqual({
      imported: 3,
      skipped: { unfinished: 0, shorter: 0, outside: 0, known: 1 },
    })
    expect((await app.call('studies.get', { id: other.id })).counts.complete).toBe(1)
    expect((await trialsOf(other.id)).slice(1).map(({ origin, value }) => [origin, value])).toEqual(
      trials.slice(1).map(({ value }) => ['imported', value]),
    )
    const longer = await start({ name: 'Longer', budget: 1, epochs: 2 })
    await app.call('studies.stop', { id: longer.id })
    expect(await app.call('studies.import', { id: longer.id, from: id })).toEqual({
      imported: 0,
      skipped: { unfinished: 0, shorter: 4, outside: 0, known: 0 },
    })
    const turned = await start({ name: 'Turned', budget: 1, epochs: 1, direction: 'maximise' })
    await app.call('studies.stop', { id: turned.id })
    await expect(app.call('studies.import', { id: turned.id, from: id })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is gone with it, runs and all, unless they are to be kept; its best trial is trained for longer', async () => {
    const { id } = await start({ budget: 2, epochs: 1 })
    const { best } = await studied(app, id)
    const run = await app.call('studies.trainLonger', { id, epochs: 3 })
    expect(run.id).toBe(best!.runId)
    expect(await ended(app, run.id)).toMatchObject({ state: 'complete', epoch: 3 })
    expect((await app.call('studies.get', { id })).best).toEqual(best)
    await app.call('studies.remove', { id, keepRuns: true })
    expect(await app.call('runs.get', { id: run.id })).toMatchObject({ studyId: null })

    const second = await start({ budget: 1, epochs: 1 })
    const { best: only } = await studied(app, second.id)
    await app.call('studies.remove', { id: second.id })
    await expect(app.call('runs.get', { id: only!.runId! })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the name of a study', () => {
  it('is its alone: neither a new one nor a renamed one takes it', async () => {
    const [first, second] = [await start({ name: 'Alone' }), await start({ name: 'Beside' })]
    await app.call('studies.stop', { id: first.id })
    await app.call('studies.stop', { id: second.id })
    const taken = {
      code: 'conflict',
      field: 'name',
      message: expect.stringContaining('There is a study Alone already'),
    }
    await expect(start({ name: 'Alone' })).rejects.toMatchObject(taken)
    await expect(app.call('studies.update', { id: second.id, name: 'Alone', budget: 9 })).rejects.toMatchObject(taken)
    expect(await app.call('studies.get', { id: second.id })).toMatchObject({ name: 'Beside', budget: 3 })
    expect(await app.call('studies.update', { id: first.id, name: 'Alone' })).toMatchObject({ name: 'Alone' })
    // A study that is given no name takes its id for one: never that of another.
    const free = await start()
    await app.call('studies.remove', { id: free.id })
    expect(await app.call('studies.update', { id: second.id, name: free.id })).toMatchObject({ name: free.id })
    const unnamed = await start()
    expect(unnamed.name).not.toBe(free.id)
    await app.call('studies.stop', { id: unnamed.id })
  })
})

describe('a study that makes no sense is refused:', () => {
  it.each([
    [
      { space: [{ kind: 'int' as const, name: 'kernel' as const, low: 5, high: 3 }] },
      'the lower bound is above the upper one',
      'space.0.low',
    ],
    [
      { space: [{ kind: 'int' as const, name: 'kernel' as const, low: 5, high: 30 }] },
      '30 is not allowed',
      'space.0.high',
    ],
    [{ objective: { metric: 'testNegativeElbo' as const } }, 'never measured: set testEvery to 2', 'objective'],
    [{ executor: { kind: 'slurm' as const, profile: 'nowhere' } }, 'no Slurm profile "nowhere"', 'executor'],
  ])('%j', async (changes, message, field) => {
    const before = await app.call('studies.list', {})
    await expect(start(changes)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(message),
      field,
    })
    expect(await app.call('studies.list', {})).toEqual(before)
  })
})
