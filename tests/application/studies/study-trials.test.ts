import { describe, expect, it } from 'vitest'
import { isUnfinished } from '../../../src-preload/contract/studies.ts'
import { until } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { applicationToStudy, paramsOf } from './made-studies.ts'
import { smallSpace, smallStudy, studied } from './small-study.ts'

const { app, start, trialsOf } = applicationToStudy(madeLauncher)

describe('a study', () => {
  it('proposes the same trials with the same seed, and different ones with another', async () => {
    const [first, second, other] = await Promise.all([
      start({ budget: 2 }),
      start({ budget: 2 }),
      start({ budget: 2, seed: 8 }),
    ])
    for (const { id } of [first, second, other]) await studied(app(), id)
    const [a, b, c] = await Promise.all([first, second, other].map(({ id }) => trialsOf(id)))
    expect(paramsOf(b)).toEqual(paramsOf(a))
    expect(b.map(({ value }) => value)).toEqual(a.map(({ value }) => value))
    expect(paramsOf(c)).not.toEqual(paramsOf(a))
  })

  it('ends when its space is exhausted, and never tries a configuration twice', async () => {
    const space = [{ kind: 'categorical' as const, name: 'kernel' as const, choices: [2, 3] }]
    const { id } = await start({ space, budget: 50, epochs: 1 })
    await app()
      .call('studies.enqueue', { id, params: { kernel: 3 } })
      .catch(() => {})
    expect(await studied(app(), id)).toMatchObject({ state: 'exhausted', failure: null, counts: { complete: 2 } })
    const job = (await app().call('jobs.list', {})).find(({ subject }) => subject === id)!
    expect(job).toMatchObject({ state: 'complete', note: 'exhausted after 2 of 50 trials' })
    expect(
      paramsOf(await trialsOf(id))
        .map(({ kernel }) => kernel)
        .sort(),
    ).toEqual([2, 3])
    await expect(app().call('studies.enqueue', { id, params: { kernel: 2 } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Trial \d of .* already has these parameters/),
    })
    await expect(app().call('studies.enqueue', { id, params: { kernel: 4 } })).rejects.toMatchObject({
      code: 'refused',
    })
  })

  it('that is resumed while it is removed is stopped again, and gone', async () => {
    const { id } = await start({ budget: 3, epochs: 1 })
    await studied(app(), id)
    await app().call('studies.update', { id, budget: 30 })
    const removed = app().call('studies.remove', { id, keepRuns: false })
    await app().call('studies.resume', { id })
    await removed
    const jobs = await app().call('jobs.list', {})
    const runs = await app().call('runs.list', {})
    expect(jobs.filter(({ subject }) => subject === id).map(({ state }) => state)).toEqual(['complete', 'interrupted'])
    expect(runs.filter(({ studyId }) => studyId === id)).toEqual([])
  })

  it('records a failed trial and continues', async () => {
    const space = [{ kind: 'categorical' as const, name: 'encoderFilters' as const, choices: ['4,4', '4,4,4,4,4'] }]
    const { id } = await start({ space, budget: 5, epochs: 1 })
    expect(await studied(app(), id)).toMatchObject({ state: 'exhausted', counts: { complete: 1, failed: 1 } })
    const failed = (await trialsOf(id)).find(({ state }) => state === 'failed')!
    expect(failed).toMatchObject({ value: null, params: { encoderFilters: '4,4,4,4,4' } })
    expect(failed.failure!.message).toContain('encoderFilters does not fit')
    expect(await app().call('runs.get', { id: failed.runId! })).toMatchObject({ state: 'failed' })
    expect((await app().call('studies.log', { id, number: failed.number })).text).toContain('does not fit')
  })

  it('in which every trial fails ends, and reports why', async () => {
    const space = [{ kind: 'int' as const, name: 'denseWidth' as const, low: 1, high: 100 }]
    const base = { ...smallStudy('').base, encoderFilters: [4, 4, 4, 4, 4] }
    const { id } = await start({ space, base, budget: 50 })
    expect(await studied(app(), id)).toMatchObject({
      state: 'failed',
      counts: { failed: 5 },
      failure: { message: expect.stringContaining('encoderFilters does not fit') },
    })
  })

  it.each([
    { kind: 'median' as const, startupTrials: 2 },
    { kind: 'successive-halving' as const, reductionFactor: 2 },
  ])('prunes trials that do worse than others at the same epoch: %j', async (pruner) => {
    const space = [{ kind: 'float' as const, name: 'learningRate' as const, low: 1e-6, high: 1e-2, log: true }]
    const { id } = await start({ space, budget: 4, epochs: 4, pruner })
    // Whether or not a first trial has started, the slow one is the last of those added by hand.
    await app().call('studies.stop', { id })
    for (const learningRate of [1e-2, 5e-3, 1e-6]) await app().call('studies.enqueue', { id, params: { learningRate } })
    await app().call('studies.resume', { id })
    await studied(app(), id)
    const slow = (await trialsOf(id)).find(({ params }) => params.learningRate === 1e-6)!
    expect(slow).toMatchObject({ state: 'pruned', epochs: 1, value: slow.intermediate[0].value })
    expect(await app().call('runs.get', { id: slow.runId! })).toMatchObject({ state: 'pruned' })
  })

  it('runs a trial added by hand before those of its sampler', async () => {
    const { id } = await start({ budget: 2, epochs: 1 })
    await app().call('studies.pause', { id })
    await studied(app(), id)
    const params = { learningRate: 2e-3, latentDimension: 5 }
    const { number } = await app().call('studies.enqueue', { id, params })
    await app().call('studies.resume', { id })
    expect(await studied(app(), id)).toMatchObject({ state: 'complete' })
    const trials = await trialsOf(id)
    expect(trials).toHaveLength(2)
    expect(trials[number - 1]).toMatchObject({ origin: 'enqueued', params, state: 'complete' })
  })

  it('that is complete runs a trial added by hand, beyond its budget, when resumed', async () => {
    const { id } = await start({ budget: 1, epochs: 1 })
    expect(isUnfinished(await studied(app(), id))).toBe(false)
    const params = { learningRate: 2e-3, latentDimension: 5 }
    await app().call('studies.enqueue', { id, params })
    const waiting = await app().call('studies.get', { id })
    expect(waiting).toMatchObject({ state: 'complete', counts: { waiting: 1 } })
    expect(isUnfinished(waiting)).toBe(true)
    await app().call('studies.resume', { id })
    const study = await studied(app(), id)
    expect(study).toMatchObject({ state: 'complete', counts: { complete: 2, waiting: 0 } })
    expect(isUnfinished(study)).toBe(false)
  })
})

describe('a study that is not finished', () => {
  it('pauses after its running trials, and resumes with the next one', async () => {
    const { id } = await start({ epochs: 40, budget: 3 })
    await until(
      () => trialsOf(id),
      (trials) => trials[1]?.epochs >= 1,
    )
    await app().call('studies.pause', { id })
    expect(await studied(app(), id)).toMatchObject({ state: 'paused', counts: { complete: 2 } })
    await app().call('studies.resume', { id })
    expect(await studied(app(), id)).toMatchObject({ state: 'complete', counts: { complete: 3 } })
  })

  it('resumes with another budget, space and sampler; trials outside the space are no longer used', async () => {
    const { id } = await start({ budget: 2, epochs: 1 })
    await studied(app(), id)
    const space = [{ ...smallSpace[0], low: 2e-2, high: 3e-2 }, { ...smallSpace[1] }] as typeof smallSpace
    await app().call('studies.update', { id, budget: 4, space, sampler: { kind: 'gp-ei', startupTrials: 2 } })
    await app().call('studies.resume', { id })
    expect(await studied(app(), id)).toMatchObject({ state: 'complete', counts: { complete: 4 } })
    const rates = (await trialsOf(id)).map(({ params }) => Number(params.learningRate))
    expect(rates.slice(0, 2).every((rate) => rate <= 1e-2)).toBe(true)
    expect(rates.slice(2).every((rate) => rate >= 2e-2)).toBe(true)
  })
})
