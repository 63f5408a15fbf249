import { isUnderWay } from '../../src-preload/contract/states.ts'
import type { Application } from '../application/index.ts'
import { jobSchema } from '../../src-preload/contract/jobs.ts'

/** Follows the application's events; returns a function that gives the titles of the jobs now running or waiting. */
export const followRunningJobs = (events: Application['events']): (() => string[]) => {
  const titles = new Map<string, string>()
  events.subscribe((event, payload) => {
    if (event !== 'jobs.changed') return
    const job = jobSchema.parse(payload)
    if (isUnderWay(job)) titles.set(job.id, job.title)
    else titles.delete(job.id)
  })
  return () => [...titles.values()]
}
