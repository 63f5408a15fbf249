import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EpochMetrics } from '../../../../src-preload/contract/runs.ts'
import type { SlurmProfile } from '../../../../src-preload/contract/slurm-profiles.ts'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import type { Executor, TrialOrder, TrialPlace } from '../executor.ts'
import { batchScript, jobOptions } from './batch-script.ts'
import { phaseOf } from './job-states.ts'
import { outcomeOf, readResult } from './outcome.ts'
import type { SlurmJob, SlurmQueue } from './queue.ts'
import { forgetEnd, trialFiles } from './trial-files.ts'

/** What a run folder says of its training. */
export interface RunFolder {
  /** Epochs of which there is a checkpoint. */
  complete: number
  metrics: EpochMetrics[]
}

/** Milliseconds that what a node wrote may need to be seen here, over a network's file system. */
const settleLimit = 30_000

/**
 * Trials on a Slurm cluster: each a job of its own, since each is proposed by what the ones before it taught. A job that
 * loses its node is queued again by Slurm and goes on from its checkpoint. Folders are shared with the cluster's nodes.
 * @param command how a shell on a node calls Cirrus
 * @param look reads a run folder
 * @param filesOf files that a training makes in its run folder: one that is there once it has begun, and its lock
 */
export function createSlurmExecutor({
  profile,
  command,
  queue,
  look,
  filesOf,
}: {
  profile: SlurmProfile
  command: string
  queue: SlurmQueue
  look(runFolder: string): Promise<RunFolder>
  filesOf(runFolder: string): { config: string; lock: string }
}): Executor {
  /** The trial's newest job, as long as Slurm tells of it. */
  const jobOf = async ({ runFolder }: TrialPlace): Promise<SlurmJob | null> =>
    (await queue.jobs()).filter(({ folder }) => folder === runFolder).sort((a, b) => b.id - a.id)[0] ?? null
  const livingJobOf = async (place: TrialPlace) => {
    const job = await jobOf(place)
    return job && phaseOf(job.state) !== 'ended' ? job : null
  }

  async function submit(order: TrialOrder): Promise<number> {
    const { runFolder } = order
    const { script } = trialFiles(runFolder)
    const { config: begun, lock } = filesOf(runFolder)
    // No job of this folder lives: whoever of an earlier one held it is dead, on whatever machine that was.
    if (existsSync(script)) await rm(lock, { force: true })
    await mkdir(runFolder, { recursive: true })
    await forgetEnd(runFolder)
    await writeFile(script, batchScript(profile, order, { command, begun, lock }))
    await chmod(script, 0o755)
    return queue.submit(jobOptions(profile, order), script)
  }

  return {
    kind: 'slurm',
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
      const living = await livingJobOf(order)
      if (!living && told >= config.epochs) return { state: 'complete', epoch: told }
      const id = living?.id ?? (await submit(order))

      let [started, stopped] = [false, false]
      for (;;) {
        if (signal.aborted && !stopped) {
          await queue.cancel(id)
          stopped = true
        }
        // A controller that does not answer for a while says nothing of the job.
        const jobs = await queue.jobs().catch(() => null)
        const state = jobs && (jobs.find((job) => job.id === id)?.state ?? null)
        const phase = jobs && (state === null ? 'ended' : phaseOf(state))
        if (!started && (phase === 'running' || (phase === 'ended' && existsSync(trialFiles(runFolder).log)))) {
          started = true
          order.onStart()
        }
        if (phase === 'ended') return end({ id, state })
        // A file that is being replaced on a network's file system can't be read for a moment.
        await tell().catch(() => {})
        await sleep(queue.every, undefined, stopped ? {} : { signal }).catch(() => {})
      }

      async function end(job: { id: number; state: string | null }) {
        const limit = Date.now() + settleLimit
        for (;;) {
          const complete = await tell()
          const result = await readResult(runFolder)
          const seen = result === null ? job.state !== 'COMPLETED' : result.state !== 'complete' || told >= result.epoch
          if (!seen && Date.now() < limit) {
            await sleep(queue.every)
            continue
          }
          if (result && result.state !== 'failed') order.onDevice(result)
          return outcomeOf(job, runFolder, complete)
        }
      }
    },

    async poll(place) {
      const job = await livingJobOf(place)
      return job && (phaseOf(job.state) === 'waiting' ? 'waiting' : 'running')
    },

    async cancel(place) {
      for (;;) {
        const job = await livingJobOf(place)
        if (!job) return
        await queue.cancel(job.id)
        await sleep(queue.every)
      }
    },

    async log(place) {
      const job = await jobOf(place).catch(() => null)
      const text = await readFile(trialFiles(place.runFolder).log, 'utf8').catch(() => '')
      return job ? `Job ${job.id}: ${job.state} (${job.reason})\n${text}` : text
    },
  }
}
