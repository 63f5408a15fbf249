import { describe, expect, it } from 'vitest'
import { createJobs, type JobOrder } from '../../src-main/jobs/queue.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import type { Job } from '../../src-preload/contract/jobs.ts'

const order = (changes: Partial<JobOrder>): JobOrder => ({
  kind: 'dataset',
  title: 'a task',
  subject: null,
  lane: 'sky',
  work: async () => 'done',
  ...changes,
})

/** Work that waits until it is released or cancelled. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return {
    open: () => open(),
    work: (signal: AbortSignal) =>
      Promise.race([
        opened,
        new Promise<never>((_, reject) =>
          signal.addEventListener('abort', () => reject(new CirrusError('cancelled', 'stopped'))),
        ),
      ]),
  }
}

describe('jobs', () => {
  it('may say only in the end what they made', async () => {
    const jobs = createJobs(() => {})
    const work: JobOrder['work'] = async ({ made }) => (made('a-map'), 'opened')
    const { job, done } = jobs.start(order({ lane: 'download', work }))
    expect(job.subject).toBeNull()
    expect(await done).toMatchObject({ state: 'complete', subject: 'a-map', note: 'opened' })
  })

  it('run one after another in a lane, and in parallel in different lanes', async () => {
    const jobs = createJobs(() => {})
    const slow = gate()
    const log: string[] = []
    const first = jobs.start(order({ work: async ({ signal }) => (await slow.work(signal), log.push('first'), 'ok') }))
    const second = jobs.start(order({ work: async () => (log.push('second'), 'ok') }))
    const other = jobs.start(order({ lane: 'training', work: async () => (log.push('other'), 'ok') }))
    await other.done
    expect(log).toEqual(['other'])
    expect(jobs.list().find(({ id }) => id === second.job.id)!.state).toBe('waiting')
    slow.open()
    await Promise.all([first.done, second.done])
    expect(log).toEqual(['other', 'first', 'second'])
  })

  it('run as many at once as their lane is wide, also when it becomes wider while they wait', async () => {
    let width = 2
    const jobs = createJobs(() => {}, { training: () => width })
    const gates = Array.from({ length: 4 }, gate)
    const begun: number[] = []
    const started = gates.map(({ work }, i) =>
      jobs.start(order({ lane: 'training', work: async ({ signal }) => (begun.push(i), await work(signal), 'ok') })),
    )
    const turn = () => new Promise((resolve) => setTimeout(resolve, 5))
    await turn()
    expect(begun).toEqual([0, 1])
    width = 1
    gates[1].open()
    await started[1].done
    await turn()
    expect(begun).toEqual([0, 1])
    width = 2
    let heard = 0
    jobs.onWiden(() => heard++)
    jobs.widen()
    expect(heard).toBe(1)
    await turn()
    expect(begun).toEqual([0, 1, 2])
    for (const { open } of gates) open()
    await Promise.all(started.map(({ done }) => done))
    expect(begun).toEqual([0, 1, 2, 3])
  })

  it('report their progress and their result', async () => {
    const told: Job[] = []
    const jobs = createJobs((job) => told.push(job))
    const ended = await jobs.start(
      order({
        work: async ({ progress }) => {
          progress(0.25, 'cutting')
          progress(0.5, 'writing')
          return '1,972 patches'
        },
      }),
    ).done
    expect(told.map(({ state }) => state)).toEqual(['waiting', 'running', 'running', 'running', 'complete'])
    expect(told.map(({ note }) => note)).toContain('writing')
    expect(ended).toMatchObject({ state: 'complete', fraction: 1, note: '1,972 patches', failure: null })
    expect(ended.endedAt).not.toBeNull()
  })

  it('keep the code and the message of a failure, and the lane continues', async () => {
    const jobs = createJobs(() => {})
    const failed = jobs.start(
      order({
        work: async () => {
          throw new CirrusError('refused', 'map.fits, HDU 1: no pixels')
        },
      }),
    )
    const next = jobs.start(order({}))
    expect(await failed.done).toMatchObject({
      state: 'failed',
      failure: { code: 'refused', message: 'map.fits, HDU 1: no pixels' },
    })
    expect((await next.done).state).toBe('complete')
  })

  it('are interrupted when cancelled, while running and while waiting', async () => {
    const jobs = createJobs(() => {})
    const held = gate()
    let began = false
    let dropped = false
    const running = jobs.start(order({ work: async ({ signal }) => (await held.work(signal), 'ok') }))
    const waiting = jobs.start(order({ dropped: () => (dropped = true), work: async () => ((began = true), 'ok') }))
    jobs.cancel(waiting.job.id)
    expect((await waiting.done).state).toBe('interrupted')
    expect(dropped).toBe(true)
    expect(jobs.list()[0].state).toBe('running')
    const next = jobs.start(order({}))
    jobs.cancel(running.job.id)
    expect((await running.done).state).toBe('interrupted')
    expect((await next.done).state).toBe('complete')
    expect(began).toBe(false)
    expect(() => jobs.cancel('job-99')).toThrow(CirrusError)
  })

  it('of a cancelled subject are waited for, and no others', async () => {
    const jobs = createJobs(() => {})
    const held = gate()
    const other = gate()
    const training = jobs.start(
      order({ lane: 'training', subject: 'run-a', work: async ({ signal }) => (await other.work(signal), 'ok') }),
    )
    const mine = jobs.start(order({ subject: 'set-a', work: async ({ signal }) => (await held.work(signal), 'ok') }))
    await jobs.cancelSubject('set-a')
    expect(jobs.list().find(({ id }) => id === mine.job.id)!.state).toBe('interrupted')
    expect(jobs.list().find(({ id }) => id === training.job.id)!.state).toBe('running')
    jobs.clear()
    expect(jobs.list().map(({ id }) => id)).toEqual([training.job.id])
    await jobs.close()
    expect(jobs.list()[0].state).toBe('interrupted')
  })

  it('that begin while a subject is cancelled are ended too', async () => {
    const jobs = createJobs(() => {})
    const held: JobOrder['work'] = async ({ signal }) => (await gate().work(signal), 'ok')
    const begun = Promise.withResolvers<void>()
    let again: Promise<Job> | undefined
    const work: JobOrder['work'] = async (options) => {
      begun.resolve()
      try {
        return await held(options)
      } finally {
        again ??= jobs.start(order({ subject: 'run-a', work: held })).done
      }
    }
    jobs.start(order({ subject: 'run-a', work }))
    await begun.promise
    await jobs.cancelSubject('run-a')
    expect(jobs.isOpen('run-a')).toBe(false)
    expect((await again!).state).toBe('interrupted')
  })

  it('that only read a subject go on when its making is stopped, and end when the subject is removed', async () => {
    const jobs = createJobs(() => {})
    const held: JobOrder['work'] = async ({ signal }) => (await gate().work(signal), 'ok')
    const making = jobs.start(order({ subject: 'run-a', lane: 'training', work: held }))
    const reading = jobs.start(order({ subject: 'run-a', reads: true, work: held }))
    const states = () => [making, reading].map(({ job }) => jobs.list().find(({ id }) => id === job.id)!.state)
    await jobs.stopMaking('run-a')
    expect(states()).toEqual(['interrupted', 'running'])
    await jobs.cancelSubject('run-a')
    expect(states()).toEqual(['interrupted', 'interrupted'])
  })

  it('started while the queue closes are dropped, and reported before it is closed', async () => {
    const jobs = createJobs(() => {})
    const log: string[] = []
    jobs.start(
      order({
        work: ({ signal }) =>
          new Promise((resolve) =>
            signal.addEventListener('abort', () => {
              const dropped = () => void log.push('dropped')
              jobs.start(order({ work: async () => (log.push('begun'), 'ok'), dropped }))
              resolve('started another')
            }),
          ),
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 5))
    await jobs.close()
    expect(log).toEqual(['dropped'])
    expect(jobs.list().map(({ state }) => state)).toEqual(['interrupted', 'interrupted'])
  })
})
