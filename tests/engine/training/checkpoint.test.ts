import { symlinkSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { writeSafetensors } from '../../../src-main/files/safetensors.ts'
import {
  begin,
  completeEpochs,
  readCheckpoint,
  readProgress,
  type Progress,
} from '../../../src-main/engine/training/checkpoint.ts'
import { newestCheckpoint } from '../../../src-main/engine/training/find-checkpoint.ts'
import { checkpointsToThin, runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { readTrainedModel, weightsOf } from '../../../src-main/engine/inference/trained-model.ts'
import { writeMetrics } from '../../../src-main/engine/training/metrics.ts'
import { epochMetricsSchema } from '../../../src-preload/contract/runs.ts'
import { newFolder, smallConfig } from './small-dataset.ts'

/** A checkpoint of three small tensors, written without TensorFlow. */
async function writeMade(path: string, progress: Partial<Progress>, config: unknown = smallConfig) {
  const tensor = (name: string, values: number[]) => ({
    name,
    shape: [values.length],
    values: () => Float32Array.from(values),
  })
  await writeSafetensors(
    path,
    [tensor('encoder/a', [1, 2]), tensor('decoder/b', [3]), tensor('adam/encoder/a/m', [4, 5])],
    { config: JSON.stringify(config), progress: JSON.stringify({ ...begin, ...progress }) },
  )
}
const row = (epoch: number, validationLoss: number) =>
  epochMetricsSchema.parse({
    epoch,
    trainLoss: 1,
    trainReconstruction: 1,
    trainKl: 0,
    validationLoss,
    validationReconstruction: 1,
    validationKl: 0,
    imagesPerSecond: 1,
    seconds: 1,
    elapsedSeconds: 1,
  })

describe('a checkpoint', () => {
  test('returns its configuration, progress and the requested tensors', async () => {
    const path = runFiles(newFolder()).checkpoint(2)
    await writeMade(path, { epoch: 2, elapsedSeconds: 7.5 })
    const all = await readCheckpoint(path)
    expect(all.config).toEqual(smallConfig)
    expect(all.progress).toEqual({ ...begin, epoch: 2, elapsedSeconds: 7.5 })
    expect(all.tensors['adam/encoder/a/m']).toEqual({ shape: [2], values: Float32Array.of(4, 5) })
    const some = await readCheckpoint(path, (name) => name.startsWith('decoder/'))
    expect(Object.keys(some.tensors)).toEqual(['decoder/b'])
    expect(await readProgress(path)).toEqual(all.progress)
  })

  test('is refused if it is missing, damaged, or from another program', async () => {
    const folder = newFolder()
    const path = runFiles(folder).checkpoint(1)
    await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'refused', message: `${path} is missing.` })
    await mkdir(runFiles(folder).checkpoints, { recursive: true })
    writeFileSync(path, 'weights')
    await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'refused', kind: 'checkpoint' })
    await writeSafetensors(path, [], {})
    await expect(readCheckpoint(path)).rejects.toThrow(/not a Cirrus checkpoint: its configuration is missing/)
    await writeMade(path, {}, { ...smallConfig, latentDimension: 0 })
    await expect(readCheckpoint(path)).rejects.toThrow(/not a Cirrus checkpoint/)
  })

  test('counts completed epochs even if its training removes it meanwhile', async () => {
    const folder = newFolder()
    const files = runFiles(folder)
    expect(await completeEpochs(folder)).toBe(0)
    await writeMade(files.stopped, { epoch: 2, step: 3 })
    expect(await completeEpochs(folder)).toBe(2)
    await mkdir(files.checkpoints, { recursive: true })
    // Listed, but can no longer be opened.
    symlinkSync(files.checkpoint(4), files.checkpoint(3))
    expect(await completeEpochs(folder)).toBe(3)
  })

  test('to resume from is where the training was stopped, unless a newer epoch is complete', async () => {
    const folder = newFolder()
    const files = runFiles(folder)
    expect(await newestCheckpoint(folder)).toBeNull()
    await writeMade(files.stopped, { epoch: 0, step: 3 })
    expect(await newestCheckpoint(folder)).toBe(files.stopped)
    // The next epoch was written, and its process died before it could remove the older state.
    await writeMade(files.checkpoint(1), { epoch: 1 })
    expect(await newestCheckpoint(folder)).toBe(files.checkpoint(1))
    await writeMade(files.stopped, { epoch: 1, step: 2 })
    expect(await newestCheckpoint(folder)).toBe(files.stopped)
    await writeMade(files.checkpoint(12), { epoch: 12 })
    expect(await newestCheckpoint(folder)).toBe(files.checkpoint(12))
  })
})

describe('a trained model', () => {
  test('is the best or the last epoch that has a checkpoint, without the optimiser', async () => {
    const folder = newFolder()
    const files = runFiles(folder)
    await expect(readTrainedModel(folder, 'last')).rejects.toThrow(/no checkpoint yet. Train it for at least one epoch/)
    for (const epoch of [1, 2, 3]) await writeMade(files.checkpoint(epoch), { epoch })
    // Epoch 4 was evaluated, and its process died before its checkpoint.
    await writeMetrics(files.metrics, [row(1, 9), row(2, 5), row(3, 6), row(4, 1)])
    const best = await readTrainedModel(folder, 'best')
    expect([best.epoch, Object.keys(best.weights)]).toEqual([2, ['encoder/a', 'decoder/b']])
    expect((await readTrainedModel(folder, 'last')).epoch).toBe(3)
    expect(Object.keys(weightsOf('encoder', best.weights))).toEqual(['encoder/a'])
  })

  test('is the last epoch if there are no metrics', async () => {
    const folder = newFolder()
    await writeMade(runFiles(folder).checkpoint(5), { epoch: 5 })
    expect((await readTrainedModel(folder, 'best')).epoch).toBe(5)
  })
})

test('thinning after every epoch leaves the best, the last, and the powers of four', () => {
  // The best epoch moves: first 3, then 10, then 30. A former best may be removed.
  const bestAt = (epoch: number) => (epoch < 3 ? epoch : epoch < 10 ? 3 : epoch < 30 ? 10 : 30)
  let kept: number[] = []
  for (let epoch = 1; epoch <= 70; epoch++) {
    kept.push(epoch)
    const gone = checkpointsToThin(kept, bestAt(epoch))
    kept = kept.filter((each) => !gone.includes(each))
    expect(kept).toContain(epoch)
    expect(kept).toContain(bestAt(epoch))
  }
  expect(kept).toEqual([1, 4, 16, 30, 64, 70])
})
