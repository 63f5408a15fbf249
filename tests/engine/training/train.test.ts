import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { collectGarbageSoon } from '../../../src-main/engine/runtime/collect-garbage.ts'
import { tensorflow } from '../../../src-main/engine/runtime/tensorflow.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { newFolder } from './small-dataset.ts'
import { numbersOf, smallTrainings, undisturbedTraining, type SmallTrainings } from './small-training.ts'

let run: SmallTrainings['run']
let datasetFolder: string
let undisturbed: Awaited<ReturnType<typeof undisturbedTraining>>
beforeAll(async () => {
  ;({ run, datasetFolder } = await smallTrainings())
  undisturbed = await undisturbedTraining(run)
}, 60_000)

describe('a training', () => {
  test('lowers the negative ELBO of unseen patches', async () => {
    const runFolder = newFolder()
    const epochs: EpochMetrics[] = []
    const end = await run(
      { runFolder, onEpoch: (metrics) => void epochs.push(metrics) },
      { epochs: 15, learningRate: 5e-3 },
    )
    expect(end).toMatchObject({ state: 'complete', epoch: 15 })
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1))
    expect(epochs[14].validationLoss).toBeLessThan(0.6 * epochs[0].validationLoss)
    expect(end.bestValidationLoss).toBe(Math.min(...epochs.map((each) => each.validationLoss)))
    for (const each of epochs) {
      expect(each.trainLoss).toBeCloseTo(each.trainReconstruction! + each.trainKl!, 2)
      expect(each.validationLoss).toBe(each.validationReconstruction! + each.validationKl!)
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

  test('measures its progress: active latents, gradients, schedules, memory, and the test patches if requested', async () => {
    const runFolder = newFolder()
    const rows: EpochMetrics[] = []
    const config = { epochs: 5, testEvery: 2, klWarmUpEpochs: 4, learningRateDecay: 'cosine', decayEpochs: 5 } as const
    await run({ runFolder, onEpoch: (row) => void rows.push(row) }, config)
    for (const row of rows) {
      const kl = await readNpy(runFiles(runFolder).latentKl(row.epoch))
      expect(kl.shape).toEqual([3])
      const values = [...(kl.data as Float32Array)]
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(row.validationKl!, 3)
      expect(row.activeLatents).toBe(values.filter((value) => value > 0.01).length)
      expect(row.gradientNorm).toBeGreaterThan(0)
      expect(row.memoryBytes).toBeGreaterThan(2 ** 26)
      expect(row.waitingShare).toBeGreaterThanOrEqual(0)
      expect(row.waitingShare).toBeLessThan(1)
    }
    expect(rows.map(({ klWeight }) => klWeight)).toEqual([0.25, 0.5, 0.75, 1, 1])
    expect(rows[4].learningRate).toBeCloseTo(1e-5, 12)
    expect(rows.map(({ testLoss }) => testLoss !== null)).toEqual([1, 2, 3, 4, 5].map((epoch) => epoch % 2 === 0))
    expect(rows[1].testLoss).toBe(rows[1].testReconstruction! + rows[1].testKl!)
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

  test('ends early if the validation ELBO has not improved for some epochs, and continues if more are allowed', async () => {
    const runFolder = newFolder()
    // A learning rate that helps at first and then makes the training diverge.
    const config = { epochs: 200, learningRate: 0.05, earlyStopEpochs: 3 }
    const end = await run({ runFolder }, config)
    expect(end).toMatchObject({ state: 'complete', stoppedEarly: true, epoch: end.bestEpoch! + 3 })
    expect(end.epoch).toBeLessThan(200)
    expect(existsSync(runFiles(runFolder).checkpoint(end.epoch))).toBe(true)
    expect(await run({ runFolder, resume: true }, config)).toEqual(end)
    const longer = await run({ runFolder, resume: true }, { ...config, epochs: end.epoch + 1, earlyStopEpochs: null })
    expect(longer).toMatchObject({ stoppedEarly: false, epoch: end.epoch + 1 })
  })

  test('writes a checkpoint every few epochs if configured so, and always of the best and the last', async () => {
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
    const due = rows.filter(({ epoch, validationLoss }) => {
      const isBest = validationLoss < best
      best = Math.min(best, validationLoss)
      return isBest || epoch % 4 === 0 || epoch === 11
    })
    expect([...written]).toEqual(due.map(({ epoch }) => epoch))
    expect(due.length).toBeLessThan(11)
    expect(existsSync(runFiles(runFolder).checkpoint(end.bestEpoch!))).toBe(true)
  })

  test('reports its progress after every step, and the time left once a few compiled steps were timed', async () => {
    const steps: number[][] = []
    const left: (number | null)[] = []
    await run({
      runFolder: newFolder(),
      onStart: (start) =>
        expect(start).toMatchObject({ stepsPerEpoch: 6, trainPatches: 25, validationPatches: 6, epoch: 0, step: 0 }),
      onStep({ epoch, step, stepsPerEpoch, epochs, secondsLeft }) {
        steps.push([epoch, epochs, step, stepsPerEpoch])
        left.push(secondsLeft)
      },
    })
    expect(steps).toEqual([1, 2, 3].flatMap((epoch) => [1, 2, 3, 4, 5, 6].map((step) => [epoch, 3, step, 6])))
    // The first step of each kind, with and without the gradient's norm, is not timed; five others are.
    expect(left.slice(0, 6)).toEqual(Array(6).fill(null))
    expect(left.slice(6).every((seconds) => seconds !== null && seconds >= 0)).toBe(true)
    expect(left.at(-1)).toBe(0)
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
    await undisturbed.expectSame(same)
    await run({ runFolder: other }, { seed: 8 })
    expect(await numbersOf(other)).not.toEqual(await numbersOf(undisturbed.folder))
  })
})
