import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bestOf, readMetrics, writeMetrics } from '../../../src-main/engine/training/metrics.ts'
import { checkpointEpochs, checkpointsToThin, runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { epochMetricsSchema, type EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { newFolder } from './small-dataset.ts'

const row = (epoch: number, validationLoss: number): EpochMetrics =>
  epochMetricsSchema.parse({
    epoch,
    trainLoss: 10.25,
    trainReconstruction: 8,
    trainKl: 2.25,
    validationLoss,
    validationReconstruction: validationLoss - 1,
    validationKl: 1,
    imagesPerSecond: 100.5,
    seconds: 1,
    elapsedSeconds: epoch,
  })

test('metrics are read back as written, and there are none before the first epoch', async () => {
  const { metrics } = runFiles(newFolder())
  expect(await readMetrics(metrics)).toEqual([])
  const rows = [row(1, 12.000000000000002), row(2, 1 / 3)]
  await writeMetrics(metrics, rows)
  expect(await readMetrics(metrics)).toEqual(rows)
})

test('the intact rows of a truncated or damaged metrics file are read', async () => {
  const folder = newFolder()
  const { metrics } = runFiles(folder)
  await writeMetrics(metrics, [row(1, 5), row(2, 3)])
  const text = readFileSync(metrics, 'utf8')
  // Cut within the last number, which is still a number.
  writeFileSync(metrics, text.slice(0, -2))
  expect(await readMetrics(metrics)).toEqual([row(1, 5)])
  writeFileSync(metrics, text.replace(/^2,/m, 'x,'))
  expect(await readMetrics(metrics)).toEqual([row(1, 5)])
  writeFileSync(metrics, 'epoch,loss\n1,2\n')
  expect(await readMetrics(metrics)).toEqual([])
})

test('the best epoch is the one with the lowest validation negative ELBO, the earliest of equal ones', () => {
  expect(bestOf([])).toBeNull()
  expect(bestOf([row(1, 5), row(2, 3), row(3, 3), row(4, 4)])?.epoch).toBe(2)
})

test('checkpoints are found by their names alone, in order', async () => {
  const folder = newFolder()
  expect(await checkpointEpochs(folder)).toEqual([])
  mkdirSync(join(folder, 'checkpoints'), { recursive: true })
  for (const epoch of [12, 3, 10000]) writeFileSync(runFiles(folder).checkpoint(epoch), '')
  for (const other of ['stopped.safetensors', 'epoch-0004.safetensors.part', 'notes.txt']) {
    writeFileSync(join(folder, 'checkpoints', other), '')
  }
  expect(await checkpointEpochs(folder)).toEqual([3, 12, 10000])
})

test('the best, the last and powers of four are kept of many checkpoints', () => {
  const epochs = Array.from({ length: 20 }, (_, i) => i + 1)
  const thinned = checkpointsToThin(epochs, 7)
  expect(epochs.filter((epoch) => !thinned.includes(epoch))).toEqual([1, 4, 7, 16, 20])
  expect(checkpointsToThin([1], 1)).toEqual([])
})
