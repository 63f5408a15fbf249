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

/** What a run folder says of its training. */
export interface RunFolder {
  /** Epochs of which there is a checkpoint. */
  complete: number
  metrics: EpochMetrics[]
}

/** Milliseconds that what a node wrote may need to be seen here, over a network's file system. */
const settleLimit = 30_000

/** Milliseconds for which a job is offered to a cluster that does not take it: a day, as maintenance may last. */
const submissionLimit = 86_400_000

/** Milliseconds for which a job is tried to be cancelled where Slurm does not answer: somebody waits for it. */
const stopLimit = 60_000

/**
 * Trials on a Slurm cluster: each a task of a job array, of those that were proposed together. A task that loses its node
 * is queued again by Slurm and goes on from its checkpoint. Folders are shared with the cluster's nodes.
 * @param arrays folder of the arrays
 * @param command how a shell on a node calls Cirrus
 * @param look reads a run folder
 * @param filesOf files that a training makes in its run folder: one that is there once it has begun, and its lock
 * @param limits milliseconds for which a submission, and a cancellation, is tried where Slurm is too busy for it
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
    // No job of this folder lives: whoever of an earlier one held it is dead, on whatever machine that was.
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

      /** The trial's job: one that lives already, or a new one; null if there is to be none. */
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
        throw new CirrusError('engine-missing', `${error.message} No job was taken for too long a time.`, error.details)
      })
      if (id === null) {
        if (told >= config.epochs) return { state: 'complete', epoch: told }
        throw new CirrusError('cancelled', 'Stopped before it was submitted.')
      }

      let stopped = false
      /** When a stop that Slurm does not hear of is given up. */
      let giveUpAt: number | null = null
      /** The job as Slurm tells of it, null if it does not any more; a stop is passed on first. */
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
        // Where Slurm does not answer, the job goes on as it was.
        const job = await askSlurm().catch((error: Error) => error)
        if (job instanceof Error) {
          stand(phase === 'running' ? 'running' : 'waiting', job.message)
          if (signal.aborted && Date.now() > (giveUpAt ??= Date.now() + limits.stop)) {
            throw new CirrusError(
              'busy',
              `Slurm's job ${id} may go on, since it could not be cancelled: ${job.message}`,
            )
          }
        } else {
          const next = job === null ? 'ended' : phaseOf(job.state)
          if (next === 'running' || (next === 'ended' && existsSync(trialFiles(runFolder).log))) {
            stand('running', `Slurm's job ${id} runs`)
          } else if (next === 'waiting') stand('waiting', `Slurm's job ${id} waits: ${job!.reason}`)
          if (next === 'ended') return end({ id, state: job?.state ?? null })
        }
        // A file that is being replaced on a network's file system can't be read for a moment.
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
