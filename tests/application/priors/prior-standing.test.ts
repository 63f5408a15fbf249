import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { fittingPrior } from '../../../src-main/application/priors/fitting-prior.ts'
import { listPriors, priorFolder, priorStanding } from '../../../src-main/application/priors/prior-standing.ts'
import { newPrior, resumePrior } from '../../../src-main/application/priors/train-prior.ts'
import { writeRunRecord } from '../../../src-main/application/runs/run-folder.ts'
import { writeRecord } from '../../../src-main/application/host/record-file.ts'
import { begin, writeCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { writeMetrics } from '../../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import type { Session } from '../../../src-main/engine/runtime/session.ts'
import { epochMetricsSchema } from '../../../src-preload/contract/runs.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { madeEngine } from '../made-engine.ts'
import { cirrus } from '../../terminal/run-command.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-prior-standing-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const signal = new AbortController().signal
const session = { variables: new Map([['weight', [1]]]), getAll: () => [new Float32Array(1)] } as unknown as Session

/** What a training leaves in a folder: one epoch for each loss, and checkpoints of the last and of one other. */
async function leave(folder: string, losses: readonly number[], other = losses.length) {
  const files = runFiles(folder)
  const rates = { imagesPerSecond: 1, seconds: 1, elapsedSeconds: 1 }
  const rows = losses.map((loss, i) =>
    epochMetricsSchema.parse({ epoch: i + 1, trainLoss: loss, validationLoss: loss, ...rates }),
  )
  rmSync(files.checkpoints, { recursive: true, force: true })
  await writeMetrics(files.metrics, rows)
  for (const epoch of [other, losses.length]) {
    await writeCheckpoint(files.checkpoint(epoch), session, presets.flow, { ...begin, epoch })
  }
}

let run: string
let count = 0
beforeEach(async () => {
  run = join(root, `run-${count++}`)
  mkdirSync(run)
  const dataset = { folder: join(root, 'dataset'), fingerprint: 'f' }
  await writeRunRecord(run, {
    ...{ format: 'cirrus-run-1', cirrus: '1.0.0', createdAt: new Date().toISOString() },
    ...{ dataset, startWeights: null, environments: [] },
  })
  await writeRecord(runFiles(run).config, presets.spatial)
  // Epoch 3, whose latents the made engine encodes, is the best of four.
  await leave(run, [9, 8, 6, 7], 3)
})
const made = async (name: string, kind: 'flow' | 'gaussian') => {
  await newPrior({ run, name, kind, checkpoint: 'best', configure: (config) => ({ ...config, epochs: 2 }) })
  await resumePrior(madeEngine(), { run, name, signal })
}

describe('the priors of a run', () => {
  it('are none before one is trained, and never those of a folder that holds no run', async () => {
    expect(await listPriors(run)).toEqual([])
    await expect(listPriors(join(root, 'nothing'))).rejects.toThrow('this folder holds no run')
  })

  it('are listed by name, whatever else lies in their folder', async () => {
    await made('b', 'gaussian')
    await made('a', 'flow')
    mkdirSync(join(run, 'priors', 'no-prior'))
    writeFileSync(join(run, 'priors', 'notes.txt'), '')
    expect((await listPriors(run)).map(({ name, kind }) => [name, kind])).toEqual([
      ['a', 'flow'],
      ['b', 'gaussian'],
    ])
  })

  it('are complete as soon as a Gaussian is fitted', async () => {
    await made('normal', 'gaussian')
    expect(await priorStanding(run, 'normal')).toMatchObject({
      state: 'complete',
      config: null,
      epoch: 0,
      fits: ['best'],
    })
  })

  it('are interrupted until a flow has all its epochs, and running while a process holds it', async () => {
    await made('flow', 'flow')
    const folder = priorFolder(run, 'flow')
    await leave(folder, [1.2])
    expect(await priorStanding(run, 'flow')).toMatchObject({ state: 'interrupted', epoch: 1, bestValidationLoss: 1.2 })
    writeFileSync(runFiles(folder).lock, `${hostname()} ${process.ppid}\n`)
    expect(await priorStanding(run, 'flow')).toMatchObject({ state: 'running' })
    rmSync(runFiles(folder).lock)
    await leave(folder, [1.2, 1.1])
    expect(await priorStanding(run, 'flow')).toMatchObject({ state: 'complete', epoch: 2, bestEpoch: 2 })
  })

  it('fit a checkpoint of the run until it is trained further', async () => {
    await made('flow', 'flow')
    expect((await priorStanding(run, 'flow')).fits).toEqual(['best'])
    await leave(run, [9, 8, 6])
    expect((await priorStanding(run, 'flow')).fits).toEqual(['best', 'last'])
    await leave(run, [9, 8, 6, 7, 5])
    expect((await priorStanding(run, 'flow')).fits).toEqual([])
  })
})

describe('a prior to draw from', () => {
  it('is one of the latents that the checkpoint decodes', async () => {
    await made('flow', 'flow')
    const folder = priorFolder(run, 'flow')
    await expect(fittingPrior(run, 'flow', 'best')).rejects.toThrow('has no checkpoint yet')
    await leave(folder, [1.2])
    const first = await fittingPrior(run, 'flow', 'best')
    expect(first).toEqual({ folder, kind: 'flow', version: expect.stringMatching(/^[0-9a-f]{8}$/) })
    expect(await fittingPrior(run, 'flow', 'best')).toEqual(first)
    await leave(folder, [1.2, 1.1])
    expect((await fittingPrior(run, 'flow', 'best')).version).not.toBe(first.version)
    await expect(fittingPrior(run, 'flow', 'last')).rejects.toThrow(
      'of the latents of epoch 3, and the run’s last checkpoint is of epoch 4; choose another checkpoint',
    )
    await expect(fittingPrior(run, 'none', 'best')).rejects.toThrow('train the prior first')
  })
})

describe('cirrus prior list', () => {
  it('has a row for each with its epochs, loss and checkpoint, or one JSON object', async () => {
    expect((await cirrus('prior', 'list', run)).stdout).toContain('no priors yet; cirrus prior train')
    await made('normal', 'gaussian')
    await made('flow', 'flow')
    await leave(priorFolder(run, 'flow'), [1.25])
    const { code, stdout } = await cirrus('prior', 'list', run)
    expect(code).toBe(0)
    expect(stdout.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['name', 'kind', 'state', 'epochs', 'loss', 'latents of'],
      ['flow', 'flow', 'interrupted', '1/2', '1.2500 at 1', 'epoch 3 (best)'],
      ['normal', 'gaussian', 'complete', 'epoch 3 (best)'],
      [''],
    ])
    await leave(run, [9, 8, 6, 7, 5])
    expect((await cirrus('prior', 'list', run)).stdout).toContain('epoch 3 (no checkpoint of the run any more')
    expect(JSON.parse((await cirrus('prior', 'list', run, '--json')).stdout)).toMatchObject({
      priors: [
        { name: 'flow', state: 'interrupted', fits: [] },
        { name: 'normal', state: 'complete' },
      ],
    })
  })
})
