import { describe, expect, it } from 'vitest'
import type { TrialEnd, TrialOrder } from '../../src-main/jobs/executors/executor.ts'
import { asJobs } from '../../src-main/jobs/executors/trial-jobs.ts'
import { createJobs } from '../../src-main/jobs/queue.ts'
import { smallTraining } from '../application/small-application.ts'
import { until } from '../application/harness.ts'

/** An executor whose trials are jobs: each runs until the test ends it, or it is stopped. */
function setUp() {
  const jobs = createJobs(() => {})
  const ends = new Map<string, () => void>()
  const told: string[] = []
  const executor = asJobs(jobs, 'training', {
    capacity: () => 1,
    run({ runId, config, signal, onPhase, onStep }) {
      onPhase('running', 'begins')
      onStep({ epoch: 1, epochs: 2, step: 1, stepsPerEpoch: 4, imagesPerSecond: 1, loss: 1, secondsLeft: 1 })
      const end = Promise.withResolvers<TrialEnd>()
      ends.set(runId, () => end.resolve({ state: 'complete', epoch: config.epochs }))
      signal.addEventListener('abort', () => end.resolve({ state: 'interrupted', epoch: 1 }))
      return end.promise
    },
  })
  const run = (runId: string, signal = new AbortController().signal) => {
    const order: TrialOrder = {
      runId,
      runFolder: `/runs/${runId}`,
      title: `Trial ${runId}`,
      datasetFolder: '/data',
      startWeights: null,
      config: smallTraining,
      signal,
      onPhase: (phase) => void told.push(`${runId} ${phase}`),
      onDevice: () => {},
      onStep: () => {},
      onEpoch: () => {},
    }
    return executor.run(order).catch((error: unknown) => error)
  }
  const noteOf = (runId: string) => jobs.list().find(({ subject }) => subject === runId)!.note
  return { jobs, ends, told, run, noteOf }
}

describe('trials as jobs', () => {
  it('take turns in their lane: a waiting one is not reported as running', async () => {
    const { ends, told, run, noteOf } = setUp()
    const [first, second] = [run('first'), run('second')]
    await until(
      async () => noteOf('first'),
      (note) => note === 'epoch 1 of 2',
    )
    expect(told).toEqual(['first running'])
    expect(noteOf('second')).toBe('waiting for its turn')
    ends.get('first')!()
    expect(await first).toEqual({ state: 'complete', epoch: 2 })
    await until(
      async () => told.length,
      (length) => length === 2,
    )
    ends.get('second')!()
    expect(await second).toEqual({ state: 'complete', epoch: 2 })
    expect(noteOf('second')).toBe('2 epochs')
  })

  it('are stopped by the id of their run, by their own signal, or before they start', async () => {
    const { jobs, told, run } = setUp()
    const abort = new AbortController()
    const [first, second, third] = [run('first'), run('second', abort.signal), run('third')]
    await jobs.cancelSubject('third')
    expect(await third).toMatchObject({ code: 'cancelled' })
    await jobs.cancelSubject('first')
    expect(await first).toEqual({ state: 'interrupted', epoch: 1 })
    await until(
      async () => told.length,
      (length) => length === 2,
    )
    abort.abort()
    expect(await second).toEqual({ state: 'interrupted', epoch: 1 })
    expect(told).toEqual(['first running', 'second running'])
  })
})
