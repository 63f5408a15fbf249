import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { recoverRuns } from '../../../src-main/application/runs/recover-runs.ts'
import { catchUp, recordRun } from '../../../src-main/application/runs/run-record.ts'
import { openCatalog } from '../../../src-main/catalog/index.ts'
import { leftoverPath } from '../../../src-main/files/atomic.ts'
import type { Session } from '../../../src-main/engine/runtime/session.ts'
import { begin, writeCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { writeMetrics } from '../../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { exampleDataset, exampleMap, exampleMetrics, exampleRun } from '../../catalog/examples.ts'
import { smallTraining } from '../small-application.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-run-record-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0

/** A catalog with one run, and the events sent about it. */
function openRun() {
  const home = join(root, String(folders++))
  const folder = join(home, 'run')
  mkdirSync(dirname(runFiles(folder).checkpoint(1)), { recursive: true })
  const catalog = openCatalog(home)
  afterAll(() => catalog.close())
  catalog.maps.insert(exampleMap)
  catalog.datasets.insert(exampleDataset)
  const run = { ...exampleRun, state: 'waiting' as const, folder }
  catalog.runs.insert(run)
  const told: string[] = []
  const context = { catalog, emit: (name: string) => void told.push(name) } as unknown as Parameters<
    typeof recoverRuns
  >[0]
  return {
    ...{ folder, told, context, record: recordRun(context, run.id) },
    now: () => catalog.runs.get(run.id)!,
    epochs: () => catalog.metrics.of(run.id).map(({ epoch }) => epoch),
  }
}
const row = (epoch: number, validationLoss: number) => ({ ...exampleMetrics, epoch, validationLoss })
const session = {
  variables: new Map([['weight', [1]]]),
  getAll: () => [new Float32Array(1)],
} as unknown as Session
const checkpoint = (folder: string, epoch: number) =>
  writeCheckpoint(runFiles(folder).checkpoint(epoch), session, smallTraining, { ...begin, epoch })

describe('the record of a training', () => {
  it('keeps the best epoch as epochs arrive, and announces each', () => {
    const { record, now, told, epochs } = openRun()
    record.begun()
    const { startedAt } = now()
    expect(now().state).toBe('running')
    for (const [epoch, elbo] of [300, 200, 250].entries()) record.onEpoch(row(epoch + 1, elbo))
    expect(now()).toMatchObject({ epoch: 3, bestEpoch: 2, bestValidationLoss: 200 })
    expect(epochs()).toEqual([1, 2, 3])
    expect(told.filter((name) => name === 'runs.epoch')).toHaveLength(3)
    record.queued()
    record.begun()
    expect(now().startedAt).toBe(startedAt)
  })

  it('of a run removed meanwhile keeps nothing', () => {
    const { record, context, told, epochs } = openRun()
    context.catalog.runs.remove(exampleRun.id)
    record.onEpoch(row(1, 300))
    expect(epochs()).toEqual([])
    expect(told).toEqual([])
  })

  it('that ended has the epochs of its last checkpoint, including a test of the best made after the last one', async () => {
    const { folder, record, now, epochs } = openRun()
    record.onEpoch({ ...row(1, 200), testLoss: null })
    record.onEpoch(row(2, 300))
    await writeMetrics(runFiles(folder).metrics, [{ ...row(1, 200), testLoss: 205 }, row(2, 300)])
    await checkpoint(folder, 2)
    await record.ended({ state: 'complete', epoch: 2 }, folder)
    expect(now()).toMatchObject({ state: 'complete', epoch: 2, bestEpoch: 1, bestTestLoss: 205 })
    expect(now().endedAt).not.toBeNull()
    expect(epochs()).toEqual([1, 2])
  })

  it('that failed loses the epochs after its last checkpoint, and gains unreported ones', async () => {
    const { folder, record, now, epochs } = openRun()
    record.onEpoch(row(1, 300))
    record.onEpoch(row(3, 100))
    await writeMetrics(runFiles(folder).metrics, [row(1, 300), row(2, 200), row(3, 100)])
    await checkpoint(folder, 2)
    await record.failed(new CirrusError('engine-killed', 'The engine was killed.'), folder)
    expect(now()).toMatchObject({
      ...{ state: 'interrupted', epoch: 2, bestEpoch: 2, bestValidationLoss: 200 },
      failure: { code: 'engine-killed', message: 'The engine was killed.' },
    })
    expect(epochs()).toEqual([1, 2])
  })

  it('that diverged has failed', async () => {
    const { folder, record, now } = openRun()
    await record.failed(new CirrusError('diverged', 'The loss is NaN.'), folder)
    expect(now()).toMatchObject({ state: 'failed', epoch: 0, failure: { code: 'diverged' } })
  })
})

describe('a run whose host was killed', () => {
  it.each([
    ['nothing half-written', '', [false, false]],
    ['no half-written record; what a living training may be writing stays', 'node17 4242\n', [false, true]],
  ])('is interrupted, and its folder has %s', async (_, lock, left) => {
    const { folder, context, now } = openRun()
    writeFileSync(runFiles(folder).lock, lock)
    const [record, metrics] = ['run.json', 'metrics.csv'].map((name) => leftoverPath(join(folder, name)))
    for (const file of [record, metrics]) writeFileSync(file, '{')
    await recoverRuns(context)
    expect(now()).toMatchObject({ state: 'interrupted', failure: { code: 'interrupted' } })
    expect([record, metrics].map((file) => existsSync(file))).toEqual(left)
  })
})

describe('a catalog updated from a folder', () => {
  it('is unchanged by a folder without checkpoints, with a damaged one, or with an unreadable table', async () => {
    const { folder, context, now, epochs } = openRun()
    context.catalog.metrics.put(exampleRun.id, row(1, 300))
    const run = { id: exampleRun.id, folder }
    await catchUp(context, run)
    writeFileSync(runFiles(folder).checkpoint(1), 'weights')
    await writeMetrics(runFiles(folder).metrics, [row(1, 200)])
    await catchUp(context, run)
    await checkpoint(folder, 1)
    writeFileSync(runFiles(folder).metrics, 'Dear analyst')
    await catchUp(context, run)
    expect(epochs()).toEqual([1])
    expect(now()).toMatchObject({ epoch: 0, bestEpoch: null })
  })

  it('gets the rows of a table before the line that was cut short', async () => {
    const { folder, context, epochs } = openRun()
    const { metrics } = runFiles(folder)
    await writeMetrics(metrics, [row(1, 300), row(2, 200)])
    writeFileSync(metrics, readFileSync(metrics, 'utf8').slice(0, -9))
    await checkpoint(folder, 1)
    await catchUp(context, { id: exampleRun.id, folder })
    expect(epochs()).toEqual([1])
  })
})
