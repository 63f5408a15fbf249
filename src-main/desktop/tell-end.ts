import { Notification } from 'electron'
import type { Job } from '../../src-preload/contract/jobs.ts'
import { formatSeconds } from '../../src-shared/text/format.ts'

/** A job that takes less is waited for. */
const LONG_SECONDS = 60

/** The window, as far as ends of jobs are concerned. */
interface Audience {
  isLooking(): boolean
  show(job: Job): void
}

/** Notifications that are shown: one that is not referred to may be collected, and its click is lost. */
const shown = new Set<Notification>()

/**
 * Tells the end of a long job in a notification of the system if nobody looks at the window; a click shows its result.
 * One that the user stopped is not told, nor are the trials of a study that goes on.
 */
export function tellEnd(job: Job, underWay: readonly Job[], audience: Audience): void {
  if (job.endedAt === null || job.state === 'interrupted' || !Notification.isSupported() || audience.isLooking()) return
  const seconds = (Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000
  if (seconds < LONG_SECONDS || (job.kind === 'run' && underWay.some(({ kind }) => kind === 'study'))) return
  const outcome = job.failure
    ? `Failed: ${job.failure.message}`
    : `Finished after ${formatSeconds(seconds)}. ${job.note}`
  const notification = new Notification({ title: job.title, body: outcome.trim() })
  shown.add(notification)
  notification.on('click', () => audience.show(job))
  notification.on('close', () => shown.delete(notification))
  notification.show()
}
