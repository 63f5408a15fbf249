import { fileURLToPath } from 'node:url'
import type { SlurmProfile } from '../../../src-preload/contract/slurm-profiles.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { completeEpochs } from '../../engine/training/checkpoint.ts'
import { readMetrics } from '../../engine/training/metrics.ts'
import { runFiles } from '../../engine/training/run-folder.ts'
import type { Executor } from '../../jobs/executors/executor.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import { shellWord } from '../../../src-shared/text/shell-word.ts'
import { cancelJobs, foldersWithJobs } from '../../jobs/executors/slurm/living-jobs.ts'
import { createSlurmQueue, type SlurmQueue } from '../../jobs/executors/slurm/queue.ts'
import { retryWhileBusy } from '../../jobs/executors/slurm/retry-while-busy.ts'
import { createSlurmExecutor } from '../../jobs/executors/slurm/slurm.ts'
import { trialFiles } from '../../jobs/executors/slurm/trial-files.ts'
import { changeSettings } from './settings-file.ts'

/** Milliseconds for which cancelling is retried: short, because someone is waiting. */
const cancelLimit = 30_000

/** The shell command for this Cirrus on a node: from its sources, its bundle, or its installation. */
export function ownCommand(moduleUrl = import.meta.url): string {
  // Electron's binary does not run a script.
  if (process.versions.electron) return 'cirrus'
  const program = new URL(moduleUrl.endsWith('.ts') ? '../../cli.ts' : './cli.js', moduleUrl)
  return `${shellWord(process.execPath)} ${shellWord(fileURLToPath(program))}`
}

/** The clusters in this home's settings, and their executors. */
export function createSlurmClusters({
  settings,
  arrays,
  profiles,
  queue = createSlurmQueue(),
}: {
  settings: string
  arrays: string
  profiles: SlurmProfile[]
  queue?: SlurmQueue
}) {
  let known = profiles
  /** One executor per profile, so that trials of one cluster are submitted together. */
  const executors = new WeakMap<SlurmProfile, Executor>()
  const executorOf = (profile: SlurmProfile) =>
    createSlurmExecutor({
      profile,
      arrays,
      command: profile.command ?? ownCommand(),
      queue,
      look: async (folder) => ({
        complete: await completeEpochs(folder),
        metrics: await readMetrics(runFiles(folder).metrics),
      }),
      filesOf: runFiles,
    })
  return {
    profiles: () => known,
    async configure(next: SlurmProfile[]): Promise<SlurmProfile[]> {
      await changeSettings(settings, { slurm: next })
      known = next
      return known
    },
    /** @throws CirrusError refused for an unknown profile */
    executor(name: string): Executor {
      const profile = known.find((one) => one.name === name)
      if (!profile) {
        const others = known.length === 0 ? '' : `, "slurm" with one of ${known.map((one) => one.name).join(', ')}`
        throw new CirrusError(
          'refused',
          `There is no Slurm profile "${name}". Choose the executor "local"${others}, or add the profile in Settings.`,
          undefined,
          { field: 'executor' },
        )
      }
      const executor = executors.get(profile) ?? executorOf(profile)
      executors.set(profile, executor)
      return executor
    },
    /**
     * Cancels waiting and running jobs of these run folders on a cluster, whoever submitted them, and waits for them to
     * end.
     * @throws CirrusError conflict if there may be such jobs and Slurm can't be reached
     */
    async cancel(runFolders: readonly string[]): Promise<void> {
      const folders = foldersWithJobs(runFolders)
      if (folders.length === 0) return
      const patience = { first: queue.every, limit: cancelLimit }
      await retryWhileBusy(() => cancelJobs(queue, folders), patience).catch((error: CirrusError) => {
        const more = folders.length - 1
        const others = more === 0 ? '' : ` or ${counted(more, 'other run')}`
        throw new CirrusError(
          'conflict',
          `A Slurm job of ${folders[0]}${others} may still be queued or running, and Slurm does not answer: ${error.message} Try again later; if there is no such job, remove ${trialFiles(folders[0]).job}.`,
          error.details,
        )
      })
    },
  }
}
export type SlurmClusters = ReturnType<typeof createSlurmClusters>
