import { shellWord } from '../../src-shared/text/shell-word.ts'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../src-main/application/datasets/cut-dataset.ts'
import { completeEpochs } from '../../src-main/engine/training/checkpoint.ts'
import { readMetrics } from '../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import type { TrialOrder } from '../../src-main/jobs/executors/executor.ts'
import { cancelJobs, foldersWithJobs, livingJobs } from '../../src-main/jobs/executors/slurm/living-jobs.ts'
import { createSlurmQueue } from '../../src-main/jobs/executors/slurm/queue.ts'
import { createSlurmExecutor } from '../../src-main/jobs/executors/slurm/slurm.ts'
import { datasetRecipeSchema } from '../../src-preload/contract/datasets.ts'
import type { EpochMetrics } from '../../src-preload/contract/runs.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { slurmProfileSchema, type SlurmProfile } from '../../src-preload/contract/slurm-profiles.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { until } from '../application/harness.ts'
import { smallTraining } from '../application/small-application.ts'
import { startCluster } from './slurm/cluster.ts'

const cluster = await startCluster(2)
const obstacle = typeof cluster === 'string' ? cluster : null

describe.skipIf(obstacle)(`trials on a Slurm cluster${obstacle ? ` (skipped: ${obstacle})` : ''}`, () => {
  const { environment, slurm, withoutNode, stop, node } = cluster as Exclude<typeof cluster, string>
  const folder = mkdtempSync(join(tmpdir(), "cirrus' trials "))
  const at = (...names: string[]) => join(folder, ...names)
  const door = fileURLToPath(new URL('../../src-main/cli.ts', import.meta.url))
  const queue = createSlurmQueue({ every: 200, environment })

  beforeAll(async () => {
    const recipe = datasetRecipeSchema.parse({ size: 16, step: 10, minLatitude: 20 })
    await cutDataset({ path: writeMadeMap(at('map.fits'), waves), recipe, folder: at('dataset') })
  })
  afterAll(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  const executor = (changes: Partial<SlurmProfile> = {}) => {
    const profile = slurmProfileSchema.parse({ name: 'here', partition: 'short', time: '5', cpus: 1, ...changes })
    return createSlurmExecutor({
      profile,
      arrays: at('arrays'),
      command: profile.command ?? `${shellWord(process.execPath)} ${shellWord(door)}`,
      queue,
      look: async (run) => ({ complete: await completeEpochs(run), metrics: await readMetrics(runFiles(run).metrics) }),
      filesOf: runFiles,
    })
  }

  /** A running trial, its reports, and a way to stop it. */
  function begin(
    name: string,
    config: Partial<TrainingConfig>,
    on = executor(),
    then?: (metrics: EpochMetrics) => void,
  ) {
    const abort = new AbortController()
    const told = { phases: [] as string[], note: '', device: '', epochs: [] as EpochMetrics[] }
    const order: TrialOrder = {
      runId: name,
      runFolder: at(name),
      title: `Trial ${name}`,
      datasetFolder: at('dataset'),
      startWeights: null,
      config: { ...smallTraining, ...config },
      signal: abort.signal,
      onPhase(phase, note) {
        if (told.phases.at(-1) !== phase) told.phases.push(phase)
        told.note = note
      },
      onDevice: ({ device }) => (told.device = device),
      onStep: () => {},
      onEpoch(metrics) {
        told.epochs.push(metrics)
        then?.(metrics)
      },
    }
    return { order, told, stop: () => abort.abort(), end: on.run(order).catch((error: unknown) => error) }
  }
  const withoutTest = (row: EpochMetrics) => ({
    ...row,
    testLoss: null,
    testReconstruction: null,
    testKl: null,
  })
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
  /** The process training in a folder. */
  const trainer = (name: string) => Number(readFileSync(runFiles(at(name)).lock, 'utf8').split(' ')[1])
  /** A process with its parents. */
  const line = (pid: number, count: number): number[] => {
    const parent = () => Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])
    return count === 1 ? [pid] : [pid, ...line(parent(), count - 1)]
  }
  const jobsOf = async (name: string) => (await queue.jobs()).filter((job) => job.folder === at(name))

  const long = { epochs: 60 }

  it('end as they should: complete, failed, killed, pruned, cancelled', async () => {
    const endless = { epochs: 100_000 }
    const configs = [long, { learningRate: 1e-4, epochs: 3 }, { learningRate: 1e-2, epochs: 3 }]
    const complete = configs.map((config, i) => begin(`complete-${i}`, config))
    const failed = begin('failed', { size: 32 })
    const killed = begin('killed', endless, undefined, ({ epoch }) => {
      if (epoch === 1) process.kill(trainer('killed'), 'SIGKILL')
    })
    const pruned = begin('pruned', endless, undefined, ({ epoch }) => epoch === 2 && pruned.stop())
    const cancelled = begin('cancelled', endless, undefined, () => void cancelJobs(queue, [at('cancelled')]))
    const unstarted = begin('unstarted', {}, executor({ command: 'no-such-program' }))
    const together = executor()
    const tasks = ['first', 'second'].map((name) => begin(name, { epochs: 1 }, together))

    for (const [i, { end, told }] of complete.entries()) {
      const { epochs } = configs[i]
      expect(await end, `complete-${i}`).toEqual({ state: 'complete', epoch: epochs })
      const metrics = await readMetrics(runFiles(at(`complete-${i}`)).metrics)
      // Whether the late test of the best epoch is seen depends on when the file is read.
      expect(told.epochs.map(withoutTest)).toEqual(metrics.map(withoutTest))
      expect(told.epochs.map(({ epoch }) => epoch)).toEqual(numbers(epochs))
      expect(told.phases.join()).toMatch(/^(waiting,)?running$/)
      expect(told.device).not.toBe('')
    }
    expect(await failed.end).toMatchObject({ code: 'refused' })
    expect(await killed.end).toMatchObject({ code: 'engine-killed' })
    for (const { end, told, order } of [pruned, cancelled]) {
      expect(await end).toEqual({ state: 'interrupted', epoch: await completeEpochs(order.runFolder) })
      expect(told.epochs.map(({ epoch }) => epoch)).toEqual(numbers(told.epochs.length))
      expect(existsSync(runFiles(order.runFolder).lock)).toBe(false)
      expect(await livingJobs(queue, [order.runFolder])).toEqual([])
      expect(foldersWithJobs([order.runFolder])).toEqual([])
    }
    expect(await unstarted.end).toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining('no-such-program: command not found'),
    })
    for (const { end } of tasks) expect(await end).toEqual({ state: 'complete', epoch: 1 })
    // The links of an array disappear with its last task; after that, only ids tell whose job it was.
    const idOf = (name: string) => /^Job (\d+)_(\d+) on /.exec(readFileSync(at(name, 'slurm.log'), 'utf8'))!.slice(1)
    const [first, second] = [idOf('first'), idOf('second')]
    expect(second[0]).toBe(first[0])
    expect([first[1], second[1]].sort()).toEqual(['0', '1'])
    expect(readdirSync(at('arrays'))).toEqual([])
    expect(readFileSync(at('complete-0', 'slurm.log'), 'utf8')).toMatch(/^Job \d+_\d+ on .*epoch 60 /s)
  }, 240_000)

  it('resume from their checkpoint when their node fails, and are picked up by another host, not started again', async () => {
    const disturbed = begin('disturbed', long)
    await until(async () => disturbed.told.epochs.length, Boolean)
    const takenUp = begin('disturbed', long)
    const [{ id }] = await jobsOf('disturbed')
    await withoutNode(async () => {
      // The job's engine, command, script and Slurm process are killed at once, as when their node fails.
      for (const pid of line(trainer('disturbed'), 4).reverse()) process.kill(pid, 'SIGKILL')
      await slurm('scontrol', 'update', `nodename=${node}`, 'state=down', 'reason=test')
      // Otherwise the job would wait for two more minutes.
      await until(
        () => jobsOf('disturbed'),
        ([{ state, reason }]) => state === 'PENDING' && reason === 'BeginTime',
      )
    })
    // The node's daemon reports to the controller, so the node returns on its own.
    await slurm('scontrol', 'update', `jobid=${id}`, 'starttime=now')
    const complete = { state: 'complete', epoch: long.epochs }
    const ends = await Promise.all([disturbed.end, takenUp.end])
    // Slurm may fail a job that starts while its node comes back: then both hosts see that it was lost, and a study
    // starts it again (run-trial.ts), from the checkpoint.
    const wasLost = ends.some((end) => (end as { code?: string }).code === 'engine-lost')
    const again = wasLost ? begin('disturbed', long) : null
    expect(again ? [await again.end] : ends).toEqual(again ? [complete] : [complete, complete])
    // An epoch that was reported, but whose process died before writing its checkpoint, is repeated and reported again.
    const told = [...disturbed.told.epochs, ...(again?.told.epochs ?? [])]
    const epochs = [...new Map(told.map((metrics) => [metrics.epoch, metrics])).values()]
    expect(epochs.map(({ epoch }) => epoch)).toEqual(numbers(long.epochs))
    const undisturbed = await readMetrics(runFiles(at('complete-0')).metrics)
    const curve = (rows: EpochMetrics[]) => rows.map(({ validationLoss }) => validationLoss)
    expect(curve(epochs)).toEqual(curve(undisturbed))
    const jobs = readFileSync(at('disturbed', 'slurm.log'), 'utf8').match(/^Job \d+_\d+ on /gm)!
    expect(jobs).toHaveLength(2)
    expect(new Set(jobs).size).toBe(again ? 2 : 1)
  }, 240_000)

  it('wait for a partition that is being drained', async () => {
    await slurm('scontrol', 'update', 'partitionname=short', 'state=drain')
    const { end, told, order } = begin('drained', { epochs: 1 })
    await until(async () => told.note, Boolean)
    expect(told).toMatchObject({ phases: ['waiting'], note: expect.stringMatching(/^sbatch says: .*not available/) })
    expect(await livingJobs(queue, [order.runFolder])).toEqual([])
    await slurm('scontrol', 'update', 'partitionname=short', 'state=up')
    expect(await end).toEqual({ state: 'complete', epoch: 1 })
    expect(told.phases).toEqual(['waiting', 'running'])
  }, 120_000)

  it('are refused in Slurm’s own words', async () => {
    const { end } = begin('refused', {}, executor({ partition: 'nowhere' }))
    expect(await end).toMatchObject({
      code: 'engine-missing',
      message: expect.stringMatching(/^sbatch says: .*Invalid partition name specified\. Check the profile/),
    })
  })
})
