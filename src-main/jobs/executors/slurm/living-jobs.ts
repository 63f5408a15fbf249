import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { forgetJob } from './job-arrays.ts'
import { phaseOf } from './job-states.ts'
import type { SlurmJob, SlurmQueue } from './queue.ts'
import { trialFiles } from './trial-files.ts'

/** Waiting and running jobs of the given run folders, newest first. @throws CirrusError as the queue does */
export async function livingJobs(queue: SlurmQueue, runFolders: readonly string[]): Promise<SlurmJob[]> {
  const folders = new Set(runFolders)
  const living = (await queue.jobs()).filter(({ folder, state }) => folders.has(folder) && phaseOf(state) !== 'ended')
  return living.sort((a, b) => Number.parseInt(b.id, 10) - Number.parseInt(a.id, 10))
}

/** Those of the given run folders that may have a live job, whoever submitted it. */
export const foldersWithJobs = (runFolders: readonly string[]): string[] =>
  runFolders.filter((folder) => existsSync(trialFiles(folder).job))

/**
 * Cancels the jobs of the given run folders, whoever submitted them, and waits for them to end.
 * @throws CirrusError as the queue does
 */
export async function cancelJobs(queue: SlurmQueue, runFolders: readonly string[]): Promise<void> {
  const told = new Set<string>()
  for (;;) {
    const living = await livingJobs(queue, runFolders)
    if (living.length === 0) break
    for (const { id } of living) {
      if (!told.has(id)) await queue.cancel(id)
      told.add(id)
    }
    await sleep(queue.every)
  }
  for (const folder of runFolders) await forgetJob(folder)
}
