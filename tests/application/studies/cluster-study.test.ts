import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import { createFakeQueue } from '../../jobs/slurm/fake-queue.ts'
import { madeLauncher } from '../made-launcher.ts'
import { openApplication, temporaryHome, until, type Opened } from '../harness.ts'
import { cutSmall, ended, openWithMadeMap } from '../small-application.ts'
import { smallStudy, studied } from './small-study.ts'

const { home, remove } = temporaryHome()
const cluster = createFakeQueue()
const { jobs, scripts, failures } = cluster
const profile = { name: 'here', capacity: 3 }
const onCluster = { kind: 'slurm' as const, profile: profile.name }
let app: Opened
let dataset: Dataset
const tasks = new Map<string, Job>()
const follow = () => app.client.on('jobs.changed', (job) => void tasks.set(job.id, job))

beforeAll(async () => {
  const opened = await openWithMadeMap(home, { slurmQueue: cluster.queue, engineLauncher: madeLauncher })
  app = opened.app
  dataset = await cutSmall(app, opened.map.id)
  await app.call('slurm.configure', { profiles: [profile] })
  follow()
})
afterAll(async () => {
  await app.close()
  remove()
})
beforeEach(() => {
  jobs.length = 0
  scripts.length = 0
  for (const program of ['sbatch', 'squeue', 'scancel'] as const) delete failures[program]
})

const start = (changes: Parameters<typeof smallStudy>[1] = {}) =>
  app.call('studies.start', smallStudy(dataset.id, { executor: onCluster, concurrency: 2, ...changes }))
const trialsOf = (id: string) => app.call('studies.trials', { id })
const submitted = (count: number) =>
  until(
    async () => jobs.length,
    (length) => length === count,
  )
/** The newest job of a trial; those that start together may be queued in any order. */
const jobOf = (trial: number) => jobs.findLast(({ folder }) => folder.endsWith(`-${String(trial).padStart(4, '0')}`))!
const become = (trial: number, state: string) => (jobOf(trial).state = state)
const statesOf = (...trials: number[]) => trials.map((trial) => jobOf(trial).state)
const inStates = (id: string, ...states: string[]) =>
  until(
    () => trialsOf(id),
    (trials) => trials.map(({ state }) => state).join() === states.join(),
  )

describe('a trial in a cluster’s queue', { timeout: 60_000 }, () => {
  it('waits until its job starts, and again when it has lost its node; its job in the list says why', async () => {
    const { id } = await start({ budget: 2 })
    await submitted(2)
    become(1, 'RUNNING')
    const [first, second] = await inStates(id, 'running', 'waiting')
    expect([first.startedAt !== null, second.startedAt]).toEqual([true, null])
    const runs = await app.call('runs.list', { studyId: id })
    expect(runs.map(({ state }) => state).sort()).toEqual(['running', 'waiting'])
    const notes = [...tasks.values()].filter(({ subject }) => subject === second.runId).map(({ note }) => note)
    expect(notes).toEqual([`Slurm's job ${jobOf(2).id} is waiting: Resources`])
    become(1, 'PENDING')
    await inStates(id, 'waiting', 'waiting')
    await app.call('studies.stop', { id })
    expect((await trialsOf(id)).map(({ state }) => state)).toEqual(['interrupted', 'interrupted'])
    expect(statesOf(1, 2)).toEqual(['CANCELLED', 'CANCELLED'])
  })

  it('alone is stopped by its run’s Stop, whether waiting or running', async () => {
    const { id } = await start({ budget: 3, concurrency: 3 })
    await submitted(3)
    become(1, 'RUNNING')
    const [first, second] = await inStates(id, 'running', 'waiting', 'waiting')
    for (const { runId } of [first, second]) {
      expect(await app.call('runs.stop', { id: runId! })).toMatchObject({ state: 'interrupted' })
    }
    await inStates(id, 'interrupted', 'interrupted', 'waiting')
    expect(statesOf(1, 2, 3)).toEqual(['CANCELLED', 'CANCELLED', 'PENDING'])
    await app.call('studies.stop', { id })
  })

  it('whose node can’t start Cirrus fails alone; the study continues', async () => {
    const { id } = await start({ budget: 3 })
    await submitted(2)
    become(2, 'RUNNING')
    cluster.fail(jobOf(1).id, 127)
    await submitted(3)
    const [failed] = await inStates(id, 'failed', 'running', 'waiting')
    expect(failed.failure).toMatchObject({ code: 'engine-failed' })
    await app.call('studies.stop', { id })
  })
})

describe('a study on a cluster', { timeout: 60_000 }, () => {
  it('survives a controller that does not answer', async () => {
    const { id } = await start({ budget: 2 })
    await submitted(2)
    become(1, 'RUNNING')
    await inStates(id, 'running', 'waiting')
    for (const program of ['sbatch', 'squeue', 'scancel'] as const) failures[program] = 'busy'
    const said = () => [...tasks.values()].filter(({ state, note }) => state === 'running' && note.includes('no.'))
    await until(
      async () => said().length,
      (count) => count === 2,
    )
    for (const program of ['sbatch', 'squeue', 'scancel'] as const) delete failures[program]
    become(2, 'RUNNING')
    await inStates(id, 'running', 'running')
    expect(await app.call('studies.get', { id })).toMatchObject({ state: 'running', failure: null })
    await app.call('studies.stop', { id })
  })

  it('submits trials that start together as one array', async () => {
    const { id } = await start({ budget: 3, concurrency: 3 })
    await submitted(3)
    await app.call('studies.stop', { id })
    jobs.length = 0
    Object.assign(cluster.queue, { every: 2000 })
    await app.call('studies.resume', { id })
    await submitted(3)
    Object.assign(cluster.queue, { every: 5 })
    const [first, ...others] = jobs.map((job) => job.id.split('_'))
    expect(others.map(([array]) => array)).toEqual([first[0], first[0]])
    expect(jobs.map((job) => job.id.split('_')[1])).toEqual(['0', '1', '2'])
    await app.call('studies.stop', { id })
  })

  it('that rejects its jobs lets running trials finish, starts no others, and reports why', async () => {
    const { id } = await start({ budget: 5 })
    await submitted(2)
    become(1, 'RUNNING')
    await inStates(id, 'running', 'waiting')
    failures.sbatch = 'engine-missing'
    cluster.fail(jobOf(2).id, 1)
    const [first, , third] = await inStates(id, 'running', 'failed', 'interrupted')
    expect(third.failure).toBeNull()
    expect(await app.call('studies.get', { id })).toMatchObject({
      state: 'running',
      failure: { message: 'sbatch says: no.' },
    })
    expect(jobOf(1).state).toBe('RUNNING')
    cluster.fail(jobOf(1).id, 1)
    expect(await studied(app, id)).toMatchObject({ state: 'failed', failure: { message: 'sbatch says: no.' } })
    expect((await trialsOf(id)).map(({ number, state }) => [number, state])).toEqual([
      [first.number, 'failed'],
      [2, 'failed'],
      [3, 'interrupted'],
    ])
  })

  it('is removed with the jobs a dead host left in the queue, but not while Slurm can’t list them', async () => {
    const { id } = await start({ budget: 1 })
    await submitted(1)
    const [{ runId }] = await inStates(id, 'waiting')
    await app.close()
    // As if the host had died: its job is alive, and the run folder shows it.
    become(1, 'RUNNING')
    const { folder } = jobs[0]
    writeFileSync(join(folder, 'slurm-job'), '')
    app = await openApplication(home, { demo: false, slurmQueue: cluster.queue, engineLauncher: madeLauncher })
    follow()

    failures.squeue = 'engine-missing'
    for (const gone of [app.call('studies.remove', { id }), app.call('runs.remove', { id: runId! })]) {
      await expect(gone).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining(`A Slurm job of ${folder} may still be queued or running`),
      })
    }
    expect(await app.call('studies.get', { id })).toMatchObject({ counts: { interrupted: 1 } })
    delete failures.squeue
    await app.call('studies.remove', { id })
    expect(jobs[0].state).toBe('CANCELLED')
    expect(existsSync(folder)).toBe(false)
  })

  it('reads the logs of its trials from their folders, even if its executor has changed or is gone', async () => {
    const { id } = await start({ budget: 1, epochs: 1, executor: { kind: 'local' } })
    await studied(app, id)
    const [{ runId }] = await trialsOf(id)
    const log = async () => (await app.call('studies.log', { id, number: 1 })).text
    const own = await log()
    expect(own).toContain('epoch 1: loss')
    await app.call('studies.update', { id, executor: onCluster })
    const { folder } = await app.call('runs.get', { id: runId! })
    writeFileSync(join(folder, 'slurm.log'), 'Job 7 on node-3\n')
    await app.call('slurm.configure', { profiles: [] })
    expect(await log()).toBe(`Job 7 on node-3\n\n${own}`)
    expect((await app.call('runs.log', { id: runId! })).text).toBe(await log())
    await app.call('slurm.configure', { profiles: [profile] })
  })

  it('trains the best for longer only where its trials are trained', async () => {
    const { id } = await start({ budget: 1, epochs: 1, executor: { kind: 'local' } })
    await studied(app, id)
    const [{ runId }] = await trialsOf(id)
    await app.call('studies.update', { id, executor: onCluster })
    await app.call('slurm.configure', { profiles: [] })
    const longer = () => app.call('studies.trainLonger', { id, epochs: 3 })
    await expect(longer()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('no Slurm profile'),
    })
    await app.call('slurm.configure', { profiles: [profile] })
    expect(await longer()).toMatchObject({ id: runId, state: 'waiting', config: { epochs: 3 } })
    await submitted(1)
    expect(scripts[0]).toContain('--resume --epochs 3')
    become(1, 'RUNNING')
    await until(
      () => app.call('runs.get', { id: runId! }),
      ({ state }) => state === 'running',
    )
    await app.call('runs.stop', { id: runId! })
    expect(await ended(app, runId!)).toMatchObject({ state: 'interrupted', epoch: 1 })
    expect((await trialsOf(id))[0]).toMatchObject({ state: 'complete', epochs: 1 })
  })
})
