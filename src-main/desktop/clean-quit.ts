import { dialog } from 'electron'
import type { App, BrowserWindow } from 'electron'
import type { Job } from '../../src-preload/contract/jobs.ts'
import { isLeft } from './left-work.ts'

export type CleanQuitOptions = {
  /** Stops trainings so that they can be resumed, and closes the catalog. */
  close(): Promise<void>
  /** The jobs that quitting would stop. */
  runningJobs(): readonly Pick<Job, 'kind' | 'title'>[]
  /** Most milliseconds that closing may take. */
  limit?: number
}

const confirmStop = async (jobs: ReturnType<CleanQuitOptions['runningJobs']>) => {
  const resumed = jobs.filter(isLeft).length
  const afterwards =
    resumed === jobs.length
      ? 'At the next start they go on where they were.'
      : resumed === 0
        ? 'Completed work is kept; they have to be started again.'
        : 'At the next start, trainings and studies go on where they were; the others have to be started again.'
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: jobs.length === 1 ? 'A job is still running.' : `${jobs.length} jobs are still running.`,
    detail: `${jobs.map(({ title }) => title).join('\n')}\n\nQuitting stops them. ${afterwards}`,
    buttons: ['Stop and quit', 'Keep running'],
    defaultId: 1,
    cancelId: 1,
  })
  return response === 0
}

/**
 * Makes every way to quit ask first if jobs are running, and then wait, for a limited time, until the application has
 * closed. Closing the window quits, except on macOS.
 *
 * @returns a function that makes closing a window quit this way
 */
export const quitCleanly = (app: App, { close, runningJobs, limit = 15_000 }: CleanQuitOptions) => {
  let state: 'open' | 'asking' | 'closed' = 'open'

  const stop = async () => {
    const jobs = runningJobs()
    if (jobs.length > 0 && !(await confirmStop(jobs))) {
      state = 'open'
      return
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limit)
    })
    await Promise.race([close(), late]).catch((error: unknown) => process.stderr.write(`cirrus: ${String(error)}\n`))
    clearTimeout(timer)
    state = 'closed'
    app.quit()
  }
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'asking') return
    state = 'asking'
    void stop()
  })

  return (window: BrowserWindow, platform = process.platform) =>
    window.on('close', (event) => {
      if (state === 'closed' || platform === 'darwin') return
      event.preventDefault()
      app.quit()
    })
}
