import { appendFile, mkdir, mkdtemp, readFile, rm, rmdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SlurmQueue } from './queue.ts'
import { isBusy } from './retry-while-busy.ts'
import { trialFiles } from './trial-files.ts'

/**
 * Submits trials' scripts: those that arrive within a moment of each other become one job array, because Slurm checks
 * and counts submissions. An array works in a folder of links, one per task, to the run folders.
 * @param folder where these folders are created, on a file system the nodes share
 * @param options sbatch options, the same for all
 * @returns submits the script of a run folder and returns its job's id. Throws as the queue does; after `busy` the job
 *   may exist all the same
 */
export function createJobArrays({
  queue,
  folder,
  options,
}: {
  queue: SlurmQueue
  folder: string
  options: readonly string[]
}): (runFolder: string) => Promise<string> {
  /** The next array: its tasks' run folders, and its id. */
  let next: { runFolders: string[]; id: Promise<number> } | null = null

  async function submit(runFolders: readonly string[]): Promise<number> {
    try {
      await mkdir(folder, { recursive: true })
      const place = await mkdtemp(join(folder, 'array-'))
      for (const [task, runFolder] of runFolders.entries()) {
        const link = join(place, String(task))
        await appendFile(trialFiles(runFolder).job, `${link}\n`)
        await symlink(runFolder, link)
      }
      return await queue.submit([
        ...options,
        `--array=0-${runFolders.length - 1}`,
        `--chdir=${place}`,
        `--output=${trialFiles('%a').log}`,
        '--open-mode=append',
        `--wrap=exec "${trialFiles('$SLURM_ARRAY_TASK_ID').script}"`,
      ])
    } catch (error) {
      if (!isBusy(error)) await Promise.all(runFolders.map(forgetJob))
      throw error
    }
  }

  return async (runFolder) => {
    if (next === null) {
      const runFolders: string[] = []
      const id = sleep(queue.every / 5).then(() => {
        next = null
        return submit(runFolders)
      })
      next = { runFolders, id }
    }
    const { runFolders, id } = next
    const task = runFolders.push(runFolder) - 1
    return `${await id}_${task}`
  }
}

/** Records that no job of a trial is alive, and removes the links to it from arrays. */
export async function forgetJob(runFolder: string): Promise<void> {
  const { job } = trialFiles(runFolder)
  const links = (await readFile(job, 'utf8').catch(() => '')).split('\n').filter(Boolean)
  for (const link of links) {
    await rm(link, { force: true })
    // When the last task has ended, so has the array.
    await rmdir(dirname(link)).catch(() => {})
  }
  await rm(job, { force: true })
}
