import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ended } from '../small-application.ts'
import { madeLauncher } from '../made-launcher.ts'
import { applicationToStudy } from './made-studies.ts'
import { studied } from './small-study.ts'

const { home, app, start, trialsOf } = applicationToStudy(madeLauncher)

describe('the trials of a study', () => {
  it('are exported as a table and as JSON, imported into another study, and give the importance of parameters', async () => {
    const { id } = await start({ name: 'Known', budget: 4, epochs: 1 })
    await studied(app(), id)
    const trials = await trialsOf(id)

    const file = join(home, 'trials.csv')
    await app().call('studies.export', { id, format: 'csv', file })
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    expect(lines[0]).toBe('number,state,origin,value,epochs,runId,startedAt,endedAt,learningRate,latentDimension')
    expect(lines[1].startsWith(`1,complete,asked,${trials[0].value},1,known-0001,`)).toBe(true)
    const { path, name } = await app().call('studies.export', { id, format: 'json' })
    const written = JSON.parse(readFileSync(path, 'utf8'))
    expect(written.trials).toEqual(trials)
    expect(written.study.environments).toMatchObject([
      { node: process.versions.node, executor: { kind: 'local' }, tensorflow: expect.any(String) },
    ])
    const { device } = await app().call('runs.get', { id: trials[0].runId! })
    expect(written.study.environments[0].devices).toEqual([device])
    // Files in the home are listed like other exports, so that a remote window can download them.
    const [kept] = await app().call('exports.list', {})
    expect(kept).toMatchObject({ source: { kind: 'study', id }, files: [{ name, path }] })

    const importance = (await app().call('studies.importance', { id }))!
    expect(importance.map(({ name }) => name)).toEqual(['learningRate', 'latentDimension'])
    const model = (await app().call('studies.model', { id, x: 'learningRate', y: 'latentDimension', size: 9 }))!
    expect(model.y.values).toEqual([2, 3, 4, 5, 6, 7, 8])
    expect(model.x.values).toHaveLength(9)
    expect(model.x.values[4]).toBeCloseTo(1e-3, 12)
    expect(model.mean).toHaveLength(63)
    expect(Math.min(...model.deviation)).toBeGreaterThanOrEqual(0)

    const other = await start({ name: 'Other', budget: 1, epochs: 1, seed: 7 })
    await studied(app(), other.id)
    // Both started with the same first trial.
    expect(await app().call('studies.import', { id: other.id, from: id })).toEqual({
      imported: 3,
      skipped: { unfinished: 0, shorter: 0, outside: 0, known: 1 },
    })
    expect((await app().call('studies.get', { id: other.id })).counts.complete).toBe(1)
    expect((await trialsOf(other.id)).slice(1).map(({ origin, value }) => [origin, value])).toEqual(
      trials.slice(1).map(({ value }) => ['imported', value]),
    )
    const longer = await start({ name: 'Longer', budget: 1, epochs: 2 })
    await app().call('studies.stop', { id: longer.id })
    expect(await app().call('studies.import', { id: longer.id, from: id })).toEqual({
      imported: 0,
      skipped: { unfinished: 0, shorter: 4, outside: 0, known: 0 },
    })
    const turned = await start({ name: 'Turned', budget: 1, epochs: 1, direction: 'maximise' })
    await app().call('studies.stop', { id: turned.id })
    await expect(app().call('studies.import', { id: turned.id, from: id })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('are removed with it, including runs, unless these are kept; the best is trained for longer', async () => {
    const { id } = await start({ budget: 2, epochs: 1 })
    const { best } = await studied(app(), id)
    const run = await app().call('studies.trainLonger', { id, epochs: 3 })
    expect(run.id).toBe(best!.runId)
    expect(await ended(app(), run.id)).toMatchObject({ state: 'complete', epoch: 3 })
    expect((await app().call('studies.get', { id })).best).toEqual(best)
    await app().call('studies.remove', { id, keepRuns: true })
    expect(await app().call('runs.get', { id: run.id })).toMatchObject({ studyId: null })

    const second = await start({ budget: 1, epochs: 1 })
    const { best: only } = await studied(app(), second.id)
    await app().call('studies.remove', { id: second.id })
    await expect(app().call('runs.get', { id: only!.runId! })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the name of a study', () => {
  it('is unique: neither a new nor a renamed study can take it', async () => {
    const [first, second] = [await start({ name: 'Alone' }), await start({ name: 'Beside' })]
    await app().call('studies.stop', { id: first.id })
    await app().call('studies.stop', { id: second.id })
    const taken = {
      code: 'conflict',
      field: 'name',
      message: expect.stringContaining('A study named Alone already exists'),
    }
    await expect(start({ name: 'Alone' })).rejects.toMatchObject(taken)
    await expect(app().call('studies.update', { id: second.id, name: 'Alone', budget: 9 })).rejects.toMatchObject(taken)
    expect(await app().call('studies.get', { id: second.id })).toMatchObject({ name: 'Beside', budget: 3 })
    expect(await app().call('studies.update', { id: first.id, name: 'Alone' })).toMatchObject({ name: 'Alone' })
    // A study without a name uses its id as its name, but never one already taken.
    const free = await start()
    await app().call('studies.remove', { id: free.id })
    expect(await app().call('studies.update', { id: second.id, name: free.id })).toMatchObject({ name: free.id })
    const unnamed = await start()
    expect(unnamed.name).not.toBe(free.id)
    await app().call('studies.stop', { id: unnamed.id })
  })
})

describe('an invalid study is refused:', () => {
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
    [{ objective: { metric: 'testLoss' as const } }, 'never measured: set testEvery to 2', 'objective'],
    [{ executor: { kind: 'slurm' as const, profile: 'nowhere' } }, 'no Slurm profile "nowhere"', 'executor'],
  ])('%j', async (changes, message, field) => {
    const before = await app().call('studies.list', {})
    await expect(start(changes)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(message),
      field,
    })
    expect(await app().call('studies.list', {})).toEqual(before)
  })
})
