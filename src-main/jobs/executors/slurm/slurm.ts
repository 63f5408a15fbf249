import { existsSync } from 'node:fs'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EpochMetrics } from '../../../../src-preload/contract/runs.ts'
import type { SlurmProfile } from '../../../../src-preload/contract/slurm-profiles.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import type { Executor, TrialOrder } from '../executor.ts'
import { batchScript, jobOptions } from './batch-script.ts'
import { createJobArrays, forgetJob } from './job-arrays.ts'
import { phaseOf } from './job-states.ts'
import { livingJobs } from './living-jobs.ts'
import { outcomeOf, readResult } from './outcome.ts'
import type { SlurmJob, SlurmQueue } from './queue.ts'
import { isBusy, retryWhileBusy } from './retry-while-busy.ts'
import { forgetEnd, trialFiles } from './trial-files.ts'

/** A training's state as read from its run folder. */
export interface RunFolder {
  /** Epochs that have a checkpoint. */
  complete: number
  metrics: EpochMetrics[]
}

/** Milliseconds until what a node wrote is visible here, over a network file system. */
const settleLimit = 30_000

/** Milliseconds for which submission is retried if the cluster accepts no jobs: a day, the length of a maintenance. */
const submissionLimit = 86_400_000

/** Milliseconds for which cancelling is retried if Slurm does not answer: short, because someone is waiting. */
const stopLimit = 60_000

/**
 * Trials on a Slurm cluster: each is a task of a job array of trials that were proposed together. If a task loses its
 * node, Slurm requeues it and it resumes from its checkpoint. Folders are shared with the cluster's nodes.
 * @param arrays folder of the arrays
 * @param command the shell command for Cirrus on a node
 * @param look reads a run folder
 * @param filesOf files of a training in its run folder: one that exists once it has begun, and its lock
 * @param limits milliseconds for which submitting and cancelling are retried while Slurm is busy
 */
export function createSlurmExecutor({
  profile,
  arrays,
  command,
  queue,
  look,
  filesOf,
  limits = { submission: submissionLimit, stop: stopLimit },
}: {
  profile: SlurmProfile
  arrays: string
  command: string
  queue: SlurmQueue
  look(runFolder: string): Promise<RunFolder>
  filesOf(runFolder: string): { config: string; lock: string }
  limits?: { submission: number; stop: number }
}): Executor {
  const putIntoQueue = createJobArrays({ queue, folder: arrays, options: jobOptions(profile) })

  async function submit(order: TrialOrder): Promise<string> {
    const { runFolder } = order
    const { script } = trialFiles(runFolder)
    const { config: begun, lock } = filesOf(runFolder)
    // No job of this folder is alive, so the process of an earlier job that held it is dead, whatever machine it ran
    // on.
    if (existsSync(script)) await rm(lock, { force: true })
    await mkdir(runFolder, { recursive: true })
    await forgetEnd(runFolder)
    await writeFile(script, batchScript(profile, order, { command, begun, lock }))
    await chmod(script, 0o755)
    return putIntoQueue(runFolder)
  }

  return {
    capacity: () => profile.capacity,

    async run(order) {
      const { runFolder, signal, config } = order
      if (signal.aborted) throw new CirrusError('cancelled', 'Stopped before it was submitted.')
      let told = (await look(runFolder)).complete
      const tell = async () => {
        const { complete, metrics } = await look(runFolder)
        for (const row of metrics) {
          if (row.epoch <= told) continue
          told = row.epoch
          order.onEpoch(row)
        }
        return complete
      }
      let [phase, note] = ['', '']
      const stand = (next: 'waiting' | 'running', words: string) => {
        if (phase === next && note === words) return
        ;[phase, note] = [next, words]
        order.onPhase(next, words)
      }

      /** The trial's job: a live one or a new one; null if there is to be none. */
      const begin = async (): Promise<string | null> => {
        const [living] = await livingJobs(queue, [runFolder])
        if (living) return living.id
        if (!signal.aborted && told < config.epochs) return submit(order)
        await forgetJob(runFolder)
        return null
      }
      const id = await retryWhileBusy(begin, {
        first: queue.every,
        limit: limits.submission,
        signal,
        onBusy: ({ message }) => stand('waiting', message),
      }).catch((error: unknown) => {
        if (!isBusy(error) || signal.aborted) throw error
        throw new CirrusError('engine-missing', `${error.message} No job was accepted for too long.`, error.details)
      })
      if (id === null) {
        if (told >= config.epochs) return { state: 'complete', epoch: told }
        throw new CirrusError('cancelled', 'Stopped before it was submitted.')
      }

      let stopped = false
      /** When to give up on a stop that does not reach Slurm. */
      let giveUpAt: number | null = null
      /** The job as Slurm lists it, null if it no longer does; a stop is passed on first. */
      const askSlurm = async (): Promise<SlurmJob | null> => {
        if (signal.aborted && !stopped) {
          await queue.cancel(id)
          stopped = true
        }
        const job = (await queue.jobs()).find((one) => one.id === id) ?? null
        giveUpAt = null
        return job
      }
      for (;;) {
        // If Slurm does not answer, the job continues.
        const job = await askSlurm().catch((error: Error) => error)
        if (job instanceof Error) {
          stand(phase === 'running' ? 'running' : 'waiting', job.message)
          if (signal.aborted && Date.now() > (giveUpAt ??= Date.now() + limits.stop)) {
            throw new CirrusError(
              'busy',
              `Slurm's job ${id} could not be cancelled and may still be running: ${job.message}`,
            )
          }
        } else {
          const next = job === null ? 'ended' : phaseOf(job.state)
          if (next === 'running' || (next === 'ended' && existsSync(trialFiles(runFolder).log))) {
            stand('running', `Slurm's job ${id} is running`)
          } else if (next === 'waiting') stand('waiting', `Slurm's job ${id} is waiting: ${job!.reason}`)
          if (next === 'ended') return end({ id, state: job?.state ?? null })
        }
        // On a network file system, a file that is being replaced can be unreadable for a moment.
        await tell().catch(() => {})
        await sleep(queue.every, undefined, signal.aborted ? {} : { signal }).catch(() => {})
      }

      async function end(job: { id: string; state: string | null }) {
        const limit = Date.now() + settleLimit
        for (;;) {
          const complete = await tell()
          const result = await readResult(runFolder)
          const seen = result === null ? job.state !== 'COMPLETED' : result.state !== 'complete' || told >= result.epoch
          if (!seen && Date.now() < limit) {
            await sleep(queue.every)
            continue
          }
          await forgetJob(runFolder)
          if (result && result.state !== 'failed') order.onDevice(result)
          return outcomeOf(job, runFolder, complete)
        }
      }
    },
  }
}
