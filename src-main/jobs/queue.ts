import type { Failure } from '../../src-preload/contract/states.ts'
import type { Job } from '../../src-preload/contract/jobs.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'

/** What a job's work receives: a way to notice that it should stop, and to report its progress. */
export interface JobControl {
  signal: AbortSignal
  /**
   * @param secondsLeft if the work knows it, null for not yet; if omitted, it follows from the fraction and the time
   *   taken
   */
  progress(fraction: number | null, note?: string, secondsLeft?: number | null): void
  /** For a job whose subject is known only once it is made. */
  made(subject: string): void
}

export interface JobOrder {
  kind: Job['kind']
  title: string
  subject: string | null
  /** Only reads its subject, as an export does: it goes on when what makes the subject is stopped. */
  reads?: boolean
  /** Jobs of one lane start in the order they came, as many at once as the lane is wide; lanes run side by side. */
  lane: 'sky' | 'training' | 'cluster' | 'study' | 'interactive' | 'download'
  cancellable?: boolean
  /** Called if the job is cancelled before it starts: `work` is then never called. */
  dropped?(): void
  /** Does the work; resolves with one line about the result. */
  work(control: JobControl): Promise<string>
}

/** The failure as it is stored and shown. */
export const failureOf = (error: unknown): Failure =>
  error instanceof CirrusError
    ? { code: error.code, message: error.message, ...(error.details ? { details: String(error.details) } : {}) }
    : { code: 'internal', message: (error as Error)?.message ?? String(error), details: (error as Error)?.stack }

const isCancel = (error: unknown) =>
  (error instanceof CirrusError && error.code === 'cancelled') || (error as Error)?.name === 'AbortError'

const endedStates: readonly Job['state'][] = ['complete', 'failed', 'interrupted']

/** The jobs in a lane, and those waiting for room in it. */
interface Lane {
  inside: number
  waiting: (() => void)[]
}

/**
 * The host's long-running jobs, each in a lane, with progress, cancellation and an outcome.
 * @param onChange called at every change, at most ten times a second per job if only its progress changed
 * @param widths number of jobs a lane takes at once, called whenever one could start; 1 if it returns nothing
 * @param shown the error shown to the user for an error that ended a job
 */
export function createJobs(
  onChange: (job: Job) => void,
  widths: Partial<Record<JobOrder['lane'], () => number>> = {},
  shown: (error: unknown) => unknown = (error) => error,
) {
  const jobs = new Map<string, Job>()
  const aborts = new Map<string, AbortController>()
  /** The jobs that only read their subject. */
  const readers = new Set<string>()
  const lanes = new Map<JobOrder['lane'], Lane>()
  const turns = new Map<string, Promise<unknown>>()
  const widenings = new Set<() => void>()
  let next = 1
  let closed = false

  const change = (id: string, changes: Partial<Job>) => {
    const job = { ...jobs.get(id)!, ...changes }
    jobs.set(id, job)
    onChange(job)
  }

  /** Starts waiting jobs as far as there is room. */
  function admit(name: JobOrder['lane'], lane: Lane) {
    while (lane.waiting.length > 0 && lane.inside < (widths[name]?.() ?? 1)) {
      lane.inside++
      lane.waiting.shift()!()
    }
  }

  /** Does the work when its turn comes; a job cancelled before that ends at once. */
  async function queue(name: JobOrder['lane'], signal: AbortSignal, work: () => Promise<void>) {
    const lane = lanes.get(name) ?? { inside: 0, waiting: [] }
    lanes.set(name, lane)
    const admitted = await new Promise<boolean>((resolve) => {
      if (signal.aborted) return resolve(false)
      const enter = () => resolve(true)
      const leave = () => {
        lane.waiting = lane.waiting.filter((one) => one !== enter)
        resolve(false)
      }
      signal.addEventListener('abort', leave, { once: true })
      lane.waiting.push(enter)
      admit(name, lane)
    })
    try {
      await work()
    } finally {
      if (admitted) lane.inside--
      admit(name, lane)
    }
  }

  async function perform(id: string, order: JobOrder, signal: AbortSignal) {
    if (signal.aborted) {
      aborts.delete(id)
      order.dropped?.()
      return change(id, { state: 'interrupted', note: 'cancelled before it started', endedAt: now() })
    }
    const startedAt = Date.now()
    let told = 0
    change(id, { state: 'running', startedAt: now() })
    try {
      const note = await order.work({
        signal,
        progress(fraction, note, known) {
          const moment = Date.now()
          const job = jobs.get(id)!
          if (moment - told < 100 && (note === undefined || note === job.note)) return
          told = moment
          const taken = (moment - startedAt) / 1000
          const estimate = fraction !== null && fraction > 0.02 ? (taken * (1 - fraction)) / fraction : null
          const secondsLeft = known === undefined ? estimate : known
          change(id, { fraction, secondsLeft, ...(note === undefined ? {} : { note }) })
        },
        made: (subject) => change(id, { subject }),
      })
      change(id, {
        state: signal.aborted ? 'interrupted' : 'complete',
        fraction: signal.aborted ? jobs.get(id)!.fraction : 1,
        note,
        secondsLeft: null,
        endedAt: now(),
      })
    } catch (error) {
      const cancelled = isCancel(error)
      const failure = failureOf(shown(error))
      change(id, {
        state: cancelled ? 'interrupted' : 'failed',
        note: cancelled ? 'cancelled' : failure.message,
        failure: cancelled ? null : failure,
        secondsLeft: null,
        endedAt: now(),
      })
    } finally {
      aborts.delete(id)
    }
  }

  /** Cancels some jobs and waits until they have ended. */
  async function end(concerned: readonly Job[]) {
    for (const job of concerned) aborts.get(job.id)?.abort()
    await Promise.all(concerned.map((job) => turns.get(job.id)))
  }
  const of = (subject: string) => [...jobs.values()].filter((job) => job.subject === subject)
  /** Whether a job of a subject has not ended. */
  const isOpen = (subject: string) => of(subject).some(({ id }) => aborts.has(id))

  return {
    list: (): Job[] => [...jobs.values()],

    /** Adds a job to its lane; `done` settles when it has ended in any way. */
    start(order: JobOrder): { job: Job; done: Promise<Job> } {
      const id = `job-${next++}`
      const abort = new AbortController()
      if (closed) abort.abort()
      aborts.set(id, abort)
      const job: Job = {
        id,
        kind: order.kind,
        title: order.title,
        subject: order.subject,
        state: 'waiting',
        fraction: null,
        note: 'waiting for its turn',
        secondsLeft: null,
        failure: null,
        cancellable: order.cancellable ?? true,
        startedAt: now(),
        endedAt: null,
      }
      jobs.set(id, job)
      if (order.reads) readers.add(id)
      onChange(job)
      const turn = queue(order.lane, abort.signal, () => perform(id, order, abort.signal))
      turns.set(id, turn)
      return { job, done: turn.then(() => jobs.get(id)!) }
    },

    /** @throws CirrusError not-found */
    cancel(id: string) {
      if (!jobs.has(id)) throw new CirrusError('not-found', `There is no job ${id}.`)
      aborts.get(id)?.abort()
    },

    /** Starts waiting jobs if a lane has become wider, and notifies callers that submit only as many as it takes. */
    widen() {
      for (const [name, lane] of lanes) admit(name, lane)
      for (const listener of widenings) listener()
    },

    /** The listener is called whenever lanes may have become wider. */
    onWiden(listener: () => void) {
      widenings.add(listener)
    },

    /** Cancels what makes or changes a subject, and waits until it has ended; what only reads it goes on. */
    stopMaking: (subject: string) => end(of(subject).filter(({ id }) => !readers.has(id))),

    /** Cancels all jobs of a subject, which is to be removed, until all have ended: one may begin while others are ended. */
    async cancelSubject(subject: string) {
      do await end(of(subject))
      while (isOpen(subject))
    },

    isOpen,

    clear() {
      for (const job of [...jobs.values()])
        if (endedStates.includes(job.state)) {
          jobs.delete(job.id)
          readers.delete(job.id)
          turns.delete(job.id)
        }
    },

    /** Cancels everything and waits for it; jobs submitted from now on are dropped. */
    async close() {
      closed = true
      for (const abort of aborts.values()) abort.abort()
      await Promise.all(turns.values())
      // A job may have submitted another one before it noticed the end: that one is dropped now.
      await Promise.all(turns.values())
    },
  }
}
export type Jobs = ReturnType<typeof createJobs>

const now = () => new Date().toISOString()
