import { jobSchema, type Job } from '../../src-preload/contract/jobs.ts'
import { isUnderWay } from '../../src-preload/contract/states.ts'
import type { Application } from '../application/index.ts'

type Listener = (job: Job, underWay: readonly Job[]) => void

/**
 * Follows the application's jobs.
 * @returns `underWay`: the jobs now running or waiting; `onChange`: is told of every change of a job, after it
 */
export function followJobs(events: Application['events']) {
  const open = new Map<string, Job>()
  const listeners: Listener[] = []
  const underWay = () => [...open.values()]
  events.subscribe((event, payload) => {
    if (event !== 'jobs.changed') return
    const job = jobSchema.parse(payload)
    if (isUnderWay(job)) open.set(job.id, job)
    else open.delete(job.id)
    for (const listener of listeners) listener(job, underWay())
  })
  return { underWay, onChange: (listener: Listener) => void listeners.push(listener) }
}
