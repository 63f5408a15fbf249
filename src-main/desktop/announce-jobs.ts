import type { BrowserWindow } from 'electron'
import type { Job } from '../../src-preload/contract/jobs.ts'
import type { followJobs } from './follow-jobs.ts'
import { keepAwake } from './keep-awake.ts'
import { showProgress } from './show-progress.ts'
import { tellEnd } from './tell-end.ts'

/** Tells the system of the jobs: progress in the task bar, no sleep while there are any, a notification of long ones. */
export function announceJobs(
  jobs: ReturnType<typeof followJobs>,
  { window, show }: { window(): BrowserWindow | null; show(job: Job): void },
): void {
  const progress = showProgress((value) => window()?.setProgressBar(value))
  const awake = keepAwake()
  jobs.onChange((job, underWay) => {
    progress(underWay)
    awake(underWay.length > 0)
    tellEnd(job, underWay, { isLooking: () => window()?.isFocused() ?? false, show })
  })
}
