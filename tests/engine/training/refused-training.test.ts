import { cpSync, existsSync, readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { bestOf, readMetrics } from '../../../src-main/engine/training/metrics.ts'
import { checkpointEpochs, runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { newFolder, writeDataset } from './small-dataset.ts'
import { numbersOf, smallTrainings, type SmallTrainings } from './small-training.ts'

let run: SmallTrainings['run']
/** A run of two epochs, and a copy of it to resume. */
const trained = newFolder()
const copied = () => {
  const folder = newFolder()
  cpSync(trained, folder, { recursive: true })
  return folder
}
beforeAll(async () => {
  ;({ run } = await smallTrainings())
  await run({ runFolder: trained }, { epochs: 2, testEvery: 3 })
}, 60_000)

describe('a training is refused with a message', () => {
  test.each([
    [
      'a dataset of another patch size',
      { size: 32 },
      /patches of 16 pixels, but the configuration \("demo"\) is for 32/,
    ],
    [
      'a size that does not fit the layers',
      { encoderFilters: [4, 4, 4, 4, 4] },
      /encoderFilters does not fit: 5 layers need a multiple of 32 px; the patches have 16/,
    ],
    ['a batch larger than the training patches', { batchSize: 27 }, /25 training patches, fewer than one batch of 27/],
  ])('%s', async (_, config, message) => {
    await expect(run({ runFolder: newFolder() }, config)).rejects.toThrow(message)
  })

  test('a dataset that is missing or cut short, or whose table does not fit', async () => {
    const runFolder = newFolder()
    await expect(run({ runFolder, datasetFolder: newFolder() })).rejects.toThrow(/patches.npy is missing/)
    const short = await writeDataset()
    truncateSync(join(short, 'patches.npy'), 5000)
    await expect(run({ runFolder, datasetFolder: short })).rejects.toThrow(/patches.npy: the file ends inside patch/)
  })

  test('a folder that already holds a training, unless it is resumed with the same configuration', async () => {
    await expect(run({ runFolder: trained })).rejects.toThrow(/already holds a training/)
    await expect(run({ runFolder: trained, resume: true }, { kernel: 3 })).rejects.toThrow(/different kernel/)
  })

  test('checkpoints that are all damaged', async () => {
    const runFolder = copied()
    for (const epoch of await checkpointEpochs(runFolder)) truncateSync(runFiles(runFolder).checkpoint(epoch), 3000)
    await expect(run({ runFolder, resume: true })).rejects.toThrow(/epoch-0002.safetensors.*cut short/)
  })
})

describe('a training that diverges stops, reports where, and keeps the last good checkpoint', () => {
  const patch = (index: number, value: number) => (values: Float32Array) =>
    values.fill(value, 256 * index, 256 * (index + 1))
  test.each([
    ['a NaN loss', patch(20, NaN), /at epoch 3, step \d the loss became NaN/],
    ['a NaN validation', patch(7, NaN), /after epoch 3 .* of the validation patches became NaN/],
    ['an infinite validation', patch(7, 1e25), /after epoch 3 .* of the validation patches became Infinity/],
    ['an infinite test', patch(0, 1e25), /after epoch 3 .* of the test patches became Infinity/],
    [
      'an infinite gradient',
      (values: Float32Array) => values.fill(3e17),
      /at epoch 3, step 1 the norm of the gradient became Infinity/,
    ],
  ])('%s', async (_, spoil, message) => {
    const runFolder = copied()
    const before = await numbersOf(runFolder)
    const spoilt = await writeDataset(newFolder(), 16, spoil)
    const error = await run({ runFolder, datasetFolder: spoilt, resume: true }, { testEvery: 3 }).catch((e: Error) => e)
    expect(error).toMatchObject({ kind: 'diverged', code: 'diverged', message: expect.stringMatching(message) })
    expect((error as Error).message).toContain('lower learning rate')
    expect((await readCheckpoint(runFiles(runFolder).checkpoint(2))).progress.epoch).toBe(2)
    expect(readdirSync(join(runFolder, 'checkpoints'))).toEqual(readdirSync(join(trained, 'checkpoints')))
    expect(await numbersOf(runFolder)).toEqual(before)
    expect(existsSync(runFiles(runFolder).sample(3))).toBe(false)
  })

  test('a loss that stays finite, three epochs after it exploded', async () => {
    const runFolder = copied()
    const bestEpoch = bestOf(await readMetrics(runFiles(runFolder).metrics))!.epoch
    const spoilt = await writeDataset(newFolder(), 16, (values) => values.set(values.map((value) => 1e4 * value)))
    const resumed = () => run({ runFolder, datasetFolder: spoilt, resume: true }, { epochs: 9 })
    const message = /by epoch 5 the training loss, which had been \d+\.\d, rose above \d\.\d+e\+\d+ and stays there/
    await expect(resumed()).rejects.toThrow(message)
    expect((await numbersOf(runFolder)).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4])
    expect(existsSync(runFiles(runFolder).checkpoint(bestEpoch))).toBe(true)
    expect(existsSync(runFiles(runFolder).sample(5))).toBe(false)
    // Resumed, it ends the same way.
    await expect(resumed()).rejects.toThrow(message)
  })
})
