import { describe, expect, it } from 'vitest'
import type { Trial } from '../../../src-preload/contract/studies.ts'
import { until } from '../harness.ts'
import { applicationToStudy, paramsOf } from './made-studies.ts'
import { studied } from './small-study.ts'

// With the real engine; what does not depend on it is tested in the other files of this folder, which are faster.
const { app, start, trialsOf } = applicationToStudy()

describe('a study', { timeout: 180_000 }, () => {
  it('trains its budget of trials, each a run of its own, and finds the best by the minimum of its curve', async () => {
    const told: Trial[] = []
    const forget = app().client.on('studies.trial', ({ trial }) => void told.push(trial))
    const { id, state } = await start({ name: 'Two', epochs: 8, budget: 2 })
    expect(state).toBe('waiting')
    const study = await studied(app(), id)
    forget()
    expect(study).toMatchObject({ id: 'two', state: 'complete', failure: null, counts: { complete: 2, failed: 0 } })
    const trials = await trialsOf(id)
    expect(new Set(paramsOf(trials).map((params) => JSON.stringify(params))).size).toBe(2)
    for (const trial of trials) {
      const run = await app().call('runs.get', { id: trial.runId! })
      const rows = await app().call('runs.metrics', { id: trial.runId! })
      expect(run).toMatchObject({ id: `two-000${trial.number}`, studyId: id, state: 'complete', epoch: 8 })
      expect(run.config).toMatchObject({ ...trial.params, epochs: 8 })
      expect(trial.intermediate).toEqual(rows.map(({ epoch, validationLoss: value }) => ({ epoch, value })))
      expect(trial.value).toBe(Math.min(...trial.intermediate.map(({ value }) => value)))
      expect(told.filter(({ number, state }) => number === trial.number && state === 'complete')).toEqual([trial])
    }
    const values = trials.map(({ value }) => value!)
    expect(study.best!.value).toBe(Math.min(...values))
    expect(study.best!.number).toBe(1 + values.indexOf(Math.min(...values)))
    expect((await app().call('runs.list', { studyId: id })).map((run) => run.id).sort()).toEqual(
      trials.map(({ runId }) => runId!),
    )
    expect(await app().call('runs.list', { studyId: null })).toEqual([])
  })

  it('that is stopped at once resumes to the same numbers', async () => {
    const { id } = await start({ name: 'Stopped', epochs: 8, budget: 2 })
    await until(
      () => trialsOf(id),
      ([trial]) => trial?.epochs >= 1,
    )
    await app().call('studies.stop', { id })
    expect(await app().call('studies.get', { id })).toMatchObject({ state: 'interrupted', counts: { interrupted: 1 } })
    expect((await trialsOf(id))[0].epochs).toBeLessThan(8)
    await app().call('studies.resume', { id })
    expect(await studied(app(), id)).toMatchObject({ state: 'complete' })
    const bare = (trials: Trial[]) =>
      trials.map(({ number, params, value, intermediate }) => [number, params, value, intermediate])
    expect(bare(await trialsOf(id))).toEqual(bare(await trialsOf('two')))
  })
})
