import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { livingJobs } from '../../../src-main/jobs/executors/slurm/living-jobs.ts'
import { createSlurmQueue } from '../../../src-main/jobs/executors/slurm/queue.ts'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { Trial } from '../../../src-preload/contract/studies.ts'
import { startCluster } from '../../jobs/slurm/cluster.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { cutSmall, ended, openWithMadeMap, smallTraining } from '../small-application.ts'
import { smallStudy, studied } from './small-study.ts'

const cluster = await startCluster(2)
const obstacle = typeof cluster === 'string' ? cluster : null

describe.skipIf(obstacle)(`a study on a Slurm cluster${obstacle ? ` (skipped: ${obstacle})` : ''}`, () => {
  const { environment, stop } = cluster as Exclude<typeof cluster, string>
  const { home, remove } = temporaryHome()
  const queue = createSlurmQueue({ every: 200, environment })
  let app: Opened
  let dataset: Dataset

  beforeAll(async () => {
    // As on a login node: the application finds the cluster through its environment.
    Object.assign(process.env, environment)
    const opened = await openWithMadeMap(home, { slurmQueue: queue, engineLauncher: madeLauncher })
    app = opened.app
    dataset = await cutSmall(app, opened.map.id)
    const profile = { name: 'here', partition: 'short', time: '5', cpus: 1, capacity: 3 }
    await app.call('slurm.configure', { profiles: [profile] })
  })
  afterAll(async () => {
    await app.close()
    await stop()
    remove()
  }, 60_000)

  const folderOf = async ({ runId }: Trial) => (await app.call('runs.get', { id: runId! })).folder
  /** The run folder of a trial, once it has trained for an epoch; seen before the event arrives. */
  const inTraining = async (studyId: string, number: number) => {
    const trial = await until(
      async () => (await app.call('studies.trials', { id: studyId })).find((each) => each.number === number),
      (each) => Boolean(each?.runId),
    )
    const folder = await folderOf(trial!)
    const { lock, metrics } = runFiles(folder)
    await until(async () => existsSync(lock) && existsSync(metrics), Boolean)
    return folder
  }

  it('completes with five trials, of which one fails, one is killed and one is cancelled, and resumes the cancelled one', async () => {
    const choices = ['4,4', '3,3', '2,2', '4,3', '4,4,4,4,4']
    const { id } = await app.call(
      'studies.start',
      smallStudy(dataset.id, {
        name: 'On Slurm',
        space: [{ kind: 'categorical', name: 'encoderFilters', choices }],
        executor: { kind: 'slurm', profile: 'here' },
        concurrency: 2,
        budget: 5,
        base: { ...smallTraining, checkpointEvery: 10 },
        epochs: 40,
      }),
    )
    // With this seed, the configuration that fails is the last one.
    const [killed, cancelled] = [1, 2]
    await Promise.all([
      inTraining(id, killed).then((folder) => {
        const [, holder] = readFileSync(runFiles(folder).lock, 'utf8').split(' ')
        process.kill(Number(holder), 'SIGKILL')
      }),
      inTraining(id, cancelled).then(async (folder) => {
        const jobs = await queue.jobs()
        await queue.cancel(jobs.find((job) => job.folder === folder && job.state === 'RUNNING')!.id)
      }),
    ])
    const study = await studied(app, id)
    const trials = await app.call('studies.trials', { id })
    expect(trials.map(({ params }) => params.encoderFilters).sort()).toEqual([...choices].sort())
    expect(study.counts).toMatchObject({ complete: 3, failed: 1, interrupted: 1 })
    const failed = trials.find(({ state }) => state === 'failed')!
    expect(failed.failure!.message).toContain('encoderFilters does not fit')
    const one = (number: number) => trials.find((trial) => trial.number === number)!
    expect(one(cancelled)).toMatchObject({ state: 'interrupted' })
    // It was killed during its first job, and resumed in a second one.
    expect(one(killed)).toMatchObject({ state: 'complete', epochs: 40 })
    const log = (await app.call('studies.log', { id, number: killed })).text
    expect(log.match(/^Job \d+_\d+ on /gm)).toHaveLength(2)

    await app.call('studies.resume', { id })
    expect(await studied(app, id)).toMatchObject({ state: 'complete', counts: { complete: 4, failed: 1 } })
    const again = (await app.call('studies.trials', { id })).find((trial) => trial.number === cancelled)!
    expect(again).toMatchObject({ state: 'complete', epochs: 40 })
    expect(again.value).toBe(Math.min(...again.intermediate.map(({ value }) => value)))

    const longer = await app.call('studies.trainLonger', { id, epochs: 42 })
    expect(await ended(app, longer.id)).toMatchObject({ state: 'complete', epoch: 42 })
    // On the cluster, in a job of its own, after those of the trial.
    const { text } = await app.call('runs.log', { id: longer.id })
    const jobs = text.match(/^Job \d+_\d+ on /gm)!
    expect(jobs.length).toBeGreaterThan(1)
    expect(new Set(jobs).size).toBe(jobs.length)
    expect(text).toContain('resumed, up to epoch 42')
  }, 240_000)

  it('shows trials waiting for a node as waiting, stops one by its run, and cancels its jobs when removed', async () => {
    const { id } = await app.call(
      'studies.start',
      smallStudy(dataset.id, {
        executor: { kind: 'slurm', profile: 'here' },
        concurrency: 3,
        budget: 3,
        base: { ...smallTraining, checkpointEvery: 1000 },
        epochs: 100_000,
      }),
    )
    const inState = async (state: Trial['state']) =>
      (await app.call('studies.trials', { id })).filter((trial) => trial.state === state)
    // The node has two processors.
    const running = await until(
      () => inState('running'),
      ({ length }) => length === 2,
    )
    const [waiting] = await inState('waiting')
    expect(waiting).toMatchObject({ startedAt: null, runId: expect.any(String) })
    await inTraining(id, running[0].number)
    expect(await app.call('runs.stop', { id: running[0].runId! })).toMatchObject({ state: 'interrupted' })
    expect((await inState('interrupted')).map(({ number }) => number)).toEqual([running[0].number])
    const second = await until(
      () => inState('running'),
      ({ length }) => length === 2,
    )
    expect(second.find(({ number }) => number === waiting.number)!.startedAt).not.toBeNull()
    const folders = await Promise.all([...running, waiting].map(folderOf))
    await app.call('studies.remove', { id })
    expect(await livingJobs(queue, folders)).toEqual([])
    expect(folders.filter((folder) => existsSync(folder))).toEqual([])
  }, 120_000)
})
