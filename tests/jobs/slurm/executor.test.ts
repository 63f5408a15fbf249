import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { cancelJobs } from '../../../src-main/jobs/executors/slurm/living-jobs.ts'
import { createSlurmExecutor } from '../../../src-main/jobs/executors/slurm/slurm.ts'
import { slurmProfileSchema } from '../../../src-preload/contract/slurm-profiles.ts'
import { until } from '../../application/harness.ts'
import { smallTraining } from '../../application/small-application.ts'
import { createFakeQueue } from './fake-queue.ts'

let folder: string
let cluster: ReturnType<typeof createFakeQueue>
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cirrus-trial-'))
  cluster = createFakeQueue()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A running trial in the folder, its reports, and a way to stop it. */
function begin(limits = { submission: 60_000, stop: 60_000 }) {
  const abort = new AbortController()
  const phases: string[] = []
  const executor = createSlurmExecutor({
    profile: slurmProfileSchema.parse({ name: 'here' }),
    arrays: join(folder, 'arrays'),
    command: 'cirrus',
    queue: cluster.queue,
    look: async () => ({ complete: 0, metrics: [] }),
    filesOf: runFiles,
    limits,
  })
  const end = executor
    .run({
      runId: 'trial',
      runFolder: folder,
      title: 'A trial',
      datasetFolder: '/data',
      startWeights: null,
      config: smallTraining,
      signal: abort.signal,
      onPhase: (phase, note) => void phases.push(`${phase}: ${note}`),
      onDevice: () => {},
      onStep: () => {},
      onEpoch: () => {},
    })
    .catch((error: unknown) => error)
  return { end, phases, stop: () => abort.abort() }
}
const become = (state: string) => (cluster.jobs[0].state = state)
const told = (phases: string[], last: string) =>
  until(
    async () => phases.at(-1),
    (phase) => phase === last,
  )
const mayLive = () => existsSync(join(folder, 'slurm-job'))

describe('a trial’s job that the cluster does not accept', () => {
  it('is submitted again until accepted, and meanwhile reports why it waits', async () => {
    cluster.failures.sbatch = 'busy'
    const { end, phases, stop } = begin()
    await told(phases, 'waiting: sbatch says: no.')
    expect(cluster.jobs).toEqual([])
    delete cluster.failures.sbatch
    await told(phases, "waiting: Slurm's job 1_0 is waiting: Resources")
    stop()
    expect(await end).toEqual({ state: 'interrupted', epoch: 0 })
    expect(cluster.jobs).toMatchObject([{ state: 'CANCELLED' }])
  })

  it('is not submitted twice if sbatch did not answer but queued it', async () => {
    const { submit } = cluster.queue
    cluster.queue.submit = async (...words) => {
      await submit(...words)
      cluster.failures.sbatch = 'busy'
      return submit(...words)
    }
    const { end, phases, stop } = begin()
    await told(phases, "waiting: Slurm's job 1_0 is waiting: Resources")
    stop()
    await end
    expect(cluster.jobs).toHaveLength(1)
  })

  it('ends the trial with Slurm’s message if it is rejected, or not accepted for too long', async () => {
    cluster.failures.sbatch = 'engine-missing'
    expect(await begin().end).toMatchObject({ code: 'engine-missing', message: 'sbatch says: no.' })
    expect(mayLive()).toBe(false)
    cluster.failures.sbatch = 'busy'
    expect(await begin({ submission: 50, stop: 0 }).end).toMatchObject({
      code: 'engine-missing',
      message: expect.stringMatching(/^sbatch says: no\. .* for too long/),
    })
  })

  it('can be stopped while it waits to be submitted again', async () => {
    cluster.failures.sbatch = 'busy'
    const { end, phases, stop } = begin()
    await told(phases, 'waiting: sbatch says: no.')
    stop()
    expect(await end).toMatchObject({ code: 'cancelled' })
    expect(mayLive()).toBe(false)
  })
})

describe('a trial’s job in the queue', () => {
  it('waits until a node starts it, and again when it has lost its node', async () => {
    const { end, phases, stop } = begin()
    await told(phases, "waiting: Slurm's job 1_0 is waiting: Resources")
    become('RUNNING')
    await told(phases, "running: Slurm's job 1_0 is running")
    cluster.failures.squeue = 'busy'
    await told(phases, 'running: squeue says: no.')
    delete cluster.failures.squeue
    become('PENDING')
    await told(phases, "waiting: Slurm's job 1_0 is waiting: Resources")
    stop()
    await end
  })

  it('is cancelled when Slurm answers again, and reported as possibly running if it does not for long', async () => {
    const patient = begin()
    await told(patient.phases, "waiting: Slurm's job 1_0 is waiting: Resources")
    cluster.failures.scancel = 'busy'
    patient.stop()
    await told(patient.phases, 'waiting: scancel says: no.')
    delete cluster.failures.scancel
    expect(await patient.end).toEqual({ state: 'interrupted', epoch: 0 })
    expect(mayLive()).toBe(false)

    const left = begin({ submission: 60_000, stop: 50 })
    await told(left.phases, "waiting: Slurm's job 2_0 is waiting: Resources")
    cluster.failures.scancel = 'busy'
    left.stop()
    expect(await left.end).toMatchObject({
      code: 'busy',
      message: expect.stringContaining('job 2_0 could not be cancelled'),
    })
    expect(mayLive()).toBe(true)
    delete cluster.failures.scancel
    await cancelJobs(cluster.queue, [folder])
    expect(cluster.jobs.map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED'])
    expect(mayLive()).toBe(false)
  })

  it('that could not start Cirrus fails only its own trial', async () => {
    const { end, phases } = begin()
    await told(phases, "waiting: Slurm's job 1_0 is waiting: Resources")
    writeFileSync(join(folder, 'slurm.log'), 'cirrus: command not found\n')
    cluster.fail('1_0', 127)
    expect(await end).toMatchObject({ code: 'engine-failed', message: expect.stringContaining('command not found') })
  })
})
