import { cpSync, existsSync, readFileSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { trainingConfigSchema, type TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { type EpochMetrics, type TrainingStep } from '../../../src-preload/contract/runs.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { collectGarbageSoon } from '../../../src-main/engine/runtime/collect-garbage.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { readMetrics } from '../../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { train, type TrainOptions } from '../../../src-main/engine/training/train.ts'
import { repeatable } from './repeatable.ts'
import { newFolder, smallConfig, smallSpatialConfig, writeDataset } from './small-dataset.ts'

let datasetFolder: string
beforeAll(async () => {
  datasetFolder = await writeDataset()
})

const run = (options: Partial<TrainOptions> & { runFolder: string }, config: Partial<TrainingConfig> = {}) =>
  train({ datasetFolder, ...options, config: { ...smallConfig, ...config } })

/** Stops after so many steps of this call. */
function stopAfter(steps: number): Pick<TrainOptions, 'signal' | 'onStep'> {
  const controller = new AbortController()
  let done = 0
  return { signal: controller.signal, onStep: () => void (++done === steps && controller.abort()) }
}

const numbersOf = async (runFolder: string) => repeatable(await readMetrics(runFiles(runFolder).metrics))

const undisturbed = { folder: '', weights: {} as Awaited<ReturnType<typeof readCheckpoint>>['tensors'] }
beforeAll(async () => {
  undisturbed.folder = newFolder()
  await run({ runFolder: undisturbed.folder })
  undisturbed.weights = (await readCheckpoint(runFiles(undisturbed.folder).checkpoint(3))).tensors
})

async function expectSameAsUndisturbed(runFolder: string): Promise<void> {
  expect((await readCheckpoint(runFiles(runFolder).checkpoint(3))).tensors).toEqual(undisturbed.weights)
  expect(await numbersOf(runFolder)).toEqual(await numbersOf(undisturbed.folder))
}

describe('a training', () => {
  test('lowers the negative ELBO of patches that it does not see', async () => {
    const runFolder = newFolder()
    const epochs: EpochMetrics[] = []
    const end = await run(
      { runFolder, onEpoch: (metrics) => void epochs.push(metrics) },
      { epochs: 15, learningRate: 5e-3 },
    )
    expect(end).toMatchObject({ state: 'complete', epoch: 15 })
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1))
    expect(epochs[14].validationNegativeElbo).toBeLessThan(0.6 * epochs[0].validationNegativeElbo)
    expect(end.bestValidationNegativeElbo).toBe(Math.min(...epochs.map((each) => each.validationNegativeElbo)))
    for (const each of epochs) {
      expect(each.trainNegativeElbo).toBeCloseTo(each.trainReconstruction + each.trainKl, 2)
      expect(each.validationNegativeElbo).toBe(each.validationReconstruction + each.validationKl)
    }
    // Kept: epochs 1 and 4, the best and the last; the original and the reconstruction of the test patch for each.
    expect(readdirSync(join(runFolder, 'checkpoints')).sort()).toEqual(
      [...new Set([1, 4, end.bestEpoch!, 15])]
        .map((epoch) => `epoch-${String(epoch).padStart(4, '0')}.safetensors`)
        .sort(),
    )
    const sample = await readNpy(runFiles(runFolder).sample(15))
    const patches = await readNpy(join(datasetFolder, 'patches.npy'))
    expect(sample.shape).toEqual([2, 16, 16])
    expect(sample.data.subarray(0, 256)).toEqual(patches.data.subarray(0, 256))
  })

  test('measures what tells how it goes: latents in use, gradients, schedules, memory, and the test patches when asked', async () => {
    const runFolder = newFolder()
    const rows: EpochMetrics[] = []
    const config = { epochs: 5, testEvery: 2, klWarmUpEpochs: 4, learningRateDecay: 'cosine', decayEpochs: 5 } as const
    await run({ runFolder, onEpoch: (row) => void rows.push(row) }, config)
    for (const row of rows) {
      const kl = await readNpy(runFiles(runFolder).latentKl(row.epoch))
      expect(kl.shape).toEqual([3])
      const values = [...(kl.data as Float32Array)]
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(row.validationKl, 3)
      expect(row.activeLatents).toBe(values.filter((value) => value > 0.01).length)
      expect(row.gradientNorm).toBeGreaterThan(0)
      expect(row.memoryBytes).toBeGreaterThan(2 ** 26)
      expect(row.waitingShare).toBeGreaterThanOrEqual(0)
      expect(row.waitingShare).toBeLessThan(1)
    }
    expect(rows.map(({ klWeight }) => klWeight)).toEqual([0.25, 0.5, 0.75, 1, 1])
    expect(rows[4].learningRate).toBeCloseTo(1e-5, 12)
    expect(rows.map(({ testNegativeElbo }) => testNegativeElbo !== null)).toEqual([false, true, false, true, false])
    expect(rows[1].testNegativeElbo).toBe(rows[1].testReconstruction! + rows[1].testKl!)
  })

  test('does not count memory that was in use before it', async () => {
    let large: Buffer | null = Buffer.alloc(1.2e9, 1)
    expect(large.at(-1)).toBe(1)
    large = null
    collectGarbageSoon()
    await setTimeout(100)
    const rows: EpochMetrics[] = []
    await run({ runFolder: newFolder(), onEpoch: (row) => void rows.push(row) }, { epochs: 2 })
    expect(rows[1].memoryBytes).toBeGreaterThanOrEqual(rows[0].memoryBytes!)
    expect(rows[1].memoryBytes).toBeLessThan(1024 * process.resourceUsage().maxRSS - 0.8e9)
  })

  test('ends early when the validation ELBO has not improved for so many epochs, and goes on if more are allowed', async () => {
    const runFolder = newFolder()
    // A learning rate that helps at first and then throws the weights about.
    const config = { epochs: 200, learningRate: 0.05, earlyStopEpochs: 3 }
    const end = await run({ runFolder }, config)
    expect(end).toMatchObject({ state: 'complete', stoppedEarly: true, epoch: end.bestEpoch! + 3 })
    expect(end.epoch).toBeLessThan(200)
    expect(existsSync(runFiles(runFolder).checkpoint(end.epoch))).toBe(true)
    expect(await run({ runFolder, resume: true }, config)).toEqual(end)
    const longer = await run({ runFolder, resume: true }, { ...config, epochs: end.epoch + 1, earlyStopEpochs: null })
    expect(longer).toMatchObject({ stoppedEarly: false, epoch: end.epoch + 1 })
  })

  test('writes a checkpoint every few epochs if told so, and always of the best and the last', async () => {
    const runFolder = newFolder()
    const rows: EpochMetrics[] = []
    const written = new Set<number>()
    const end = await run(
      {
        runFolder,
        onEpoch(row) {
          rows.push(row)
          if (existsSync(runFiles(runFolder).checkpoint(row.epoch))) written.add(row.epoch)
        },
      },
      { epochs: 11, checkpointEvery: 4, learningRate: 0.03 },
    )
    let best = Infinity
    const due = rows.filter(({ epoch, validationNegativeElbo }) => {
      const isBest = validationNegativeElbo < best
      best = Math.min(best, validationNegativeElbo)
      return isBest || epoch % 4 === 0 || epoch === 11
    })
    expect([...written]).toEqual(due.map(({ epoch }) => epoch))
    expect(due.length).toBeLessThan(11)
    expect(existsSync(runFiles(runFolder).checkpoint(end.bestEpoch!))).toBe(true)
  })

  test('says where it stands after every step', async () => {
    const steps: number[][] = []
    let left: number | null = null
    await run({
      runFolder: newFolder(),
      onStart: (start) =>
        expect(start).toMatchObject({ stepsPerEpoch: 6, trainPatches: 25, validationPatches: 6, epoch: 0, step: 0 }),
      onStep({ epoch, step, stepsPerEpoch, epochs, secondsLeft }) {
        steps.push([epoch, epochs, step, stepsPerEpoch])
        left = secondsLeft
      },
    })
    expect(steps).toEqual([1, 2, 3].flatMap((epoch) => [1, 2, 3, 4, 5, 6].map((step) => [epoch, 3, step, 6])))
    expect(left).toBe(0)
  })

  test('leaves no tensor behind', async () => {
    const { tf, binding } = tensorflow()
    const before = [binding.getNumOfTensors(), tf.memory().numTensors, binding.getNumOfSavedModels()]
    await run({ runFolder: newFolder() }, { epochs: 1 })
    expect([binding.getNumOfTensors(), tf.memory().numTensors, binding.getNumOfSavedModels()]).toEqual(before)
  })

  test('repeats itself with the same seed, and differs with another', async () => {
    const [same, other] = [newFolder(), newFolder()]
    await run({ runFolder: same })
    await expectSameAsUndisturbed(same)
    await run({ runFolder: other }, { seed: 8 })
    expect(await numbersOf(other)).not.toEqual(await numbersOf(undisturbed.folder))
  })
})

describe('stopped and resumed, a training ends with the same weights, bit for bit', () => {
  test.each([4, 6, 13])('after %i steps', async (steps) => {
    const runFolder = newFolder()
    const end = await run({ runFolder, ...stopAfter(steps) })
    // A signal that comes with an epoch's last step comes before it is evaluated.
    expect(end).toMatchObject({ state: 'interrupted', epoch: Math.floor((steps - 1) / 6) })
    expect(existsSync(runFiles(runFolder).stopped)).toBe(true)
    await run({ runFolder, resume: true })
    await expectSameAsUndisturbed(runFolder)
    expect(existsSync(runFiles(runFolder).stopped)).toBe(false)
  })

  test('in the middle of a validation that takes its time: the epoch is evaluated when it goes on', async () => {
    const slow = { validationSamples: 40 }
    const [whole, runFolder] = [newFolder(), newFolder()]
    await run({ runFolder: whole }, slow)
    const stop = new AbortController()
    // The timer is heard between two of the validation's 80 batches.
    const onStep = ({ epoch, step }: TrainingStep) =>
      void (epoch === 2 && step === 6 && setTimeout(20).then(() => stop.abort()))
    const end = await run({ runFolder, signal: stop.signal, onStep }, slow)
    expect(end).toMatchObject({ state: 'interrupted', epoch: 1 })
    const { progress } = await readCheckpoint(runFiles(runFolder).stopped)
    expect(progress).toMatchObject({ epoch: 1, step: 6 })
    expect(await numbersOf(runFolder)).toEqual((await numbersOf(whole)).slice(0, 1))
    expect(existsSync(runFiles(runFolder).sample(2))).toBe(false)

    // Stopped once more before the evaluation begins, it stands where it stood.
    expect(await run({ runFolder, resume: true, signal: AbortSignal.abort() }, slow)).toEqual(end)
    await run({ runFolder, resume: true }, slow)
    const [one, other] = [whole, runFolder].map((folder) => readCheckpoint(runFiles(folder).checkpoint(3)))
    expect((await other).tensors).toEqual((await one).tensors)
    expect(await numbersOf(runFolder)).toEqual(await numbersOf(whole))
    expect(existsSync(runFiles(runFolder).stopped)).toBe(false)
  })

  test('and when it is stopped again and again', async () => {
    const runFolder = newFolder()
    let resume = false
    while ((await run({ runFolder, resume, ...stopAfter(5) })).state === 'interrupted') resume = true
    await expectSameAsUndisturbed(runFolder)
  })

  test('before its first step', async () => {
    const runFolder = newFolder()
    expect(await run({ runFolder, signal: AbortSignal.abort() })).toMatchObject({ state: 'interrupted', epoch: 0 })
    await run({ runFolder, resume: true })
    await expectSameAsUndisturbed(runFolder)
  })

  test('also when it was killed: metrics beyond the last checkpoint are made again', async () => {
    const runFolder = newFolder()
    await run({ runFolder }, { epochs: 2 })
    // Killed between writing the metrics of epoch 2 and its checkpoint, with half a temporary file left.
    rmSync(runFiles(runFolder).checkpoint(2))
    cpSync(
      runFiles(runFolder).checkpoint(1),
      join(runFolder, 'checkpoints', '.epoch-0002.safetensors.ab.cirrus-partial'),
    )
    await run({ runFolder, resume: true })
    await expectSameAsUndisturbed(runFolder)
  })

  test('also when it was killed before its first checkpoint', async () => {
    const runFolder = newFolder()
    await run({ runFolder, resume: true })
    await expectSameAsUndisturbed(runFolder)
  })

  test('with more epochs, if they are raised', async () => {
    const runFolder = newFolder()
    await run({ runFolder }, { epochs: 1 })
    const end = await run({ runFolder, resume: true })
    expect(end).toMatchObject({ state: 'complete', epoch: 3 })
    await expectSameAsUndisturbed(runFolder)
    expect(JSON.parse(readFileSync(runFiles(runFolder).config, 'utf8'))).toMatchObject({ epochs: 3 })
  })
})

describe('spatial with a learned width', () => {
  test('stopped and resumed ends with the same weights, bit for bit', async () => {
    const [whole, broken] = [newFolder(), newFolder()]
    await run({ runFolder: whole }, smallSpatialConfig)
    expect(await run({ runFolder: broken, ...stopAfter(9) }, smallSpatialConfig)).toMatchObject({
      state: 'interrupted',
    })
    await run({ runFolder: broken, resume: true }, smallSpatialConfig)
    const [one, other] = [whole, broken].map((folder) => readCheckpoint(runFiles(folder).checkpoint(3)))
    const { tensors } = await one
    expect((await other).tensors).toEqual(tensors)
    expect(tensors['likelihood/log_width'].values[0]).not.toBe(0)
    expect(await numbersOf(broken)).toEqual(await numbersOf(whole))
  })

  test('lowers the negative ELBO of patches that it does not see, and their error', async () => {
    const epochs: EpochMetrics[] = []
    await run(
      { runFolder: newFolder(), onEpoch: (metrics) => void epochs.push(metrics) },
      { ...smallSpatialConfig, epochs: 30, learningRate: 3e-3 },
    )
    const pixels = 16 * 16
    // With a width of 1 from the start even a perfect reconstruction costs ln(2 pi) / 2 nats a pixel.
    expect(epochs[29].validationReconstruction / pixels).toBeLessThan(Math.log(2 * Math.PI) / 2)
    expect(epochs[29].validationNegativeElbo).toBeLessThan(epochs[0].validationNegativeElbo)
  })

  test('is not gone on with as another architecture', async () => {
    const runFolder = newFolder()
    await run({ runFolder }, { epochs: 1 })
    await expect(run({ runFolder, resume: true }, smallSpatialConfig)).rejects.toThrow(
      /another architecture, latentDimension, likelihoodWidth/,
    )
  })

  test('is not what a configuration from before the choice means: that is the paper’s', () => {
    const { architecture: _, ...before } = smallConfig
    expect(trainingConfigSchema.parse(before)).toEqual(smallConfig)
  })
})

describe('a training is refused in words', () => {
  test.each([
    ['a dataset of another patch size', { size: 32 }, /patches of 16 pixels, the configuration \("demo"\) is for 32/],
    [
      'a size that does not fit the layers',
      { encoderFilters: [4, 4, 4, 4, 4] },
      /encoderFilters does not fit: 5 layers need a multiple of 32 px; the patches have 16/,
    ],
    ['a batch larger than the training patches', { batchSize: 27 }, /25 training patches, fewer than one batch of 27/],
  ])('%s', async (_, config, message) => {
    await expect(run({ runFolder: newFolder() }, config)).rejects.toThrow(message)
  })

  test('a dataset that is missing, cut short, or whose table does not fit', async () => {
    const runFolder = newFolder()
    await expect(run({ runFolder, datasetFolder: newFolder() })).rejects.toThrow(/patches.npy is missing/)
    const short = await writeDataset()
    truncateSync(join(short, 'patches.npy'), 5000)
    await expect(run({ runFolder, datasetFolder: short })).rejects.toThrow(/patches.npy: the file ends inside patch/)
  })

  test('a folder that already holds a training, unless it is resumed with the same configuration', async () => {
    await expect(run({ runFolder: undisturbed.folder })).rejects.toThrow(/already holds a training/)
    await expect(run({ runFolder: undisturbed.folder, resume: true }, { kernel: 3 })).rejects.toThrow(/another kernel/)
  })

  test('a checkpoint that is damaged', async () => {
    const runFolder = newFolder()
    cpSync(undisturbed.folder, runFolder, { recursive: true })
    truncateSync(runFiles(runFolder).checkpoint(3), 3000)
    await expect(run({ runFolder, resume: true })).rejects.toThrow(/epoch-0003.safetensors.*cut short/)
  })
})

describe('a training that diverges stops, says where, and keeps the last good checkpoint', () => {
  const patch = (index: number, value: number) => (values: Float32Array) =>
    values.fill(value, 256 * index, 256 * (index + 1))
  test.each([
    ['a loss that is no number', patch(20, NaN), /at epoch 2, step \d the negative ELBO became NaN/],
    ['a validation that is no number', patch(7, NaN), /after epoch 2 .* of the validation patches became NaN/],
    ['an infinite validation', patch(7, 1e25), /after epoch 2 .* of the validation patches became Infinity/],
    ['an infinite test', patch(0, 1e25), /after epoch 2 .* of the test patches became Infinity/],
    [
      'an infinite gradient',
      (values: Float32Array) => values.fill(3e17),
      /at epoch 2, step 1 the norm of the gradient became Infinity/,
    ],
  ])('%s', async (_, spoil, message) => {
    const runFolder = newFolder()
    await run({ runFolder }, { epochs: 1, testEvery: 2 })
    const before = await numbersOf(runFolder)
    const spoilt = await writeDataset(newFolder(), 16, spoil)
    const error = await run({ runFolder, datasetFolder: spoilt, resume: true }, { testEvery: 2 }).catch((e: Error) => e)
    expect(error).toMatchObject({ kind: 'diverged', code: 'diverged', message: expect.stringMatching(message) })
    expect((error as Error).message).toContain('lower learning rate')
    expect((await readCheckpoint(runFiles(runFolder).checkpoint(1))).progress.epoch).toBe(1)
    expect(readdirSync(join(runFolder, 'checkpoints'))).toEqual(['epoch-0001.safetensors'])
    expect(await numbersOf(runFolder)).toEqual(before)
    expect(existsSync(runFiles(runFolder).sample(2))).toBe(false)
  })

  test('a loss that stays finite, three epochs after it exploded', async () => {
    const runFolder = newFolder()
    const { bestEpoch } = await run({ runFolder }, { epochs: 2 })
    const spoilt = await writeDataset(newFolder(), 16, (values) => values.set(values.map((value) => 1e4 * value)))
    const resumed = () => run({ runFolder, datasetFolder: spoilt, resume: true }, { epochs: 9 })
    const message = /by epoch 5 the training loss, which had been \d+\.\d, rose above \d\.\d+e\+\d+ and stays there/
    await expect(resumed()).rejects.toThrow(message)
    expect((await numbersOf(runFolder)).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4])
    expect(existsSync(runFiles(runFolder).checkpoint(bestEpoch!))).toBe(true)
    expect(existsSync(runFiles(runFolder).sample(5))).toBe(false)
    // Resumed, it comes to the same end.
    await expect(resumed()).rejects.toThrow(message)
  })
})
