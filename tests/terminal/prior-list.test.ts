import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { writeRecord } from '../../src-main/application/host/record-file.ts'
import { priorFolder } from '../../src-main/application/priors/prior-standing.ts'
import { newPrior, resumePrior } from '../../src-main/application/priors/train-prior.ts'
import { writeRunRecord } from '../../src-main/application/runs/run-folder.ts'
import { begin, writeCheckpoint } from '../../src-main/engine/training/checkpoint.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import type { Session } from '../../src-main/engine/runtime/session.ts'
import { writeMetrics } from '../../src-main/engine/training/metrics.ts'
import { epochMetricsSchema } from '../../src-preload/contract/runs.ts'
import { presets } from '../../src-shared/model/presets.ts'
import { madeEngine } from '../application/made-engine.ts'
import { cirrus } from './run-command.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-prior-list-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const signal = new AbortController().signal
const session = { variables: new Map([['weight', [1]]]), getAll: () => [new Float32Array(1)] } as unknown as Session

let run: string
let count = 0
beforeEach(async () => {
  run = join(root, `run-${count++}`)
  mkdirSync(run)
  await writeRunRecord(run, {
    ...{ format: 'cirrus-run-1', cirrus: '1.0.0', createdAt: new Date().toISOString() },
    ...{ dataset: { folder: join(root, 'dataset'), fingerprint: 'f' }, startWeights: null, environments: [] },
  })
  await writeRecord(runFiles(run).config, presets.spatial)
  // The made engine encodes the latents of epoch 3.
  await trainedTo(run, [9, 8, 6])
})
/** As many epochs as losses, and a checkpoint of the last. */
async function trainedTo(folder: string, losses: readonly number[]) {
  const rates = { imagesPerSecond: 1, seconds: 1, elapsedSeconds: 1 }
  const rows = losses.map((loss, i) =>
    epochMetricsSchema.parse({ epoch: i + 1, trainLoss: loss, validationLoss: loss, ...rates }),
  )
  await writeMetrics(runFiles(folder).metrics, rows)
  await writeCheckpoint(runFiles(folder).checkpoint(rows.length), session, presets.flow, {
    ...begin,
    epoch: rows.length,
  })
}
const made = async (name: string, kind: 'flow' | 'gaussian', engine = madeEngine()) => {
  await newPrior({ run, name, kind, checkpoint: 'best', configure: (config) => ({ ...config, epochs: 4 }) })
  await resumePrior(engine, { run, name, signal })
}
const rows = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/))

describe('cirrus prior list', () => {
  it('says how to make one where there are none', async () => {
    const { code, stdout } = await cirrus('prior', 'list', run)
    expect([code, stdout]).toEqual([0, `no priors yet; cirrus prior train ${run} makes one\n`])
  })

  it('has a row for each, with its epochs, its loss, and the checkpoint that it fits', async () => {
    await made('normal', 'gaussian')
    await made('flow', 'flow')
    await trainedTo(priorFolder(run, 'flow'), [1.25, 1.125])
    const { code, stdout } = await cirrus('prior', 'list', run)
    expect(code).toBe(0)
    expect(rows(stdout)).toEqual([
      ['name', 'kind', 'state', 'epochs', 'loss', 'latents of'],
      ['flow', 'flow', 'interrupted', '2/4', '1.1250 at 2', 'epoch 3 (best, last)'],
      ['normal', 'gaussian', 'complete', 'epoch 3 (best, last)'],
    ])
  })

  it('lists one whose latents are being encoded by another process as running', async () => {
    let listed = ''
    const during = async () => {
      const { lock } = runFiles(priorFolder(run, 'busy'))
      expect(existsSync(lock)).toBe(true)
      // As it would stand there if this process were another one.
      writeFileSync(lock, `${hostname()} ${process.ppid}\n`)
      listed = (await cirrus('prior', 'list', run)).stdout
    }
    await made('busy', 'gaussian', madeEngine({ during }))
    expect(rows(listed)[1]).toEqual(['busy', 'gaussian', 'running', 'not encoded yet (best)'])
    expect(rows((await cirrus('prior', 'list', run)).stdout)[1]).toContain('complete')
  })

  it('says that one fits no more once the run was trained further', async () => {
    await made('normal', 'gaussian')
    await trainedTo(run, [9, 8, 6, 5])
    rmSync(runFiles(run).checkpoint(3))
    const { stdout } = await cirrus('prior', 'list', run)
    expect(rows(stdout)[1].at(-1)).toBe('epoch 3 (no checkpoint of the run any more: train the prior again)')
  })

  it('has the reason of one that failed on stderr, and everything with --json', async () => {
    const during = () => Promise.reject(new Error('no memory left'))
    await expect(made('failing', 'gaussian', madeEngine({ during }))).rejects.toThrow('no memory')
    const { stdout, stderr } = await cirrus('prior', 'list', run)
    expect(rows(stdout)[1].slice(0, 3)).toEqual(['failing', 'gaussian', 'failed'])
    expect(stderr).toBe('failing: no memory left\n')
    const { priors } = JSON.parse((await cirrus('prior', 'list', run, '--json')).stdout) as { priors: unknown[] }
    expect(priors).toMatchObject([{ name: 'failing', state: 'failed', latents: null, epoch: 0 }])
  })

  it('is refused for a folder that holds no run', async () => {
    const { code, stdout, stderr } = await cirrus('prior', 'list', join(root, 'nothing'))
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain('this folder holds no run')
  })
})
