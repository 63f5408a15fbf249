import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TrainingStep } from '../../../src-preload/contract/runs.ts'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import type { TrainOptions } from '../../../src-main/engine/training/train.ts'
import { newFolder } from './small-dataset.ts'
import { numbersOf, smallTrainings, stopAfter, undisturbedTraining, type SmallTrainings } from './small-training.ts'

let run: SmallTrainings['run']
/** The uninterrupted run's folder as it was after its second epoch. */
const afterEpoch2 = newFolder()
let undisturbed: Awaited<ReturnType<typeof undisturbedTraining>>
beforeAll(async () => {
  ;({ run } = await smallTrainings())
  undisturbed = await undisturbedTraining(run, ({ epoch }, folder) => {
    if (epoch === 2) cpSync(folder, afterEpoch2, { recursive: true })
  })
}, 60_000)

describe('stopped and resumed, a training ends with the same weights, bit for bit', () => {
  test('before its first step, and then after 4, 6 and 13 steps', async () => {
    const runFolder = newFolder()
    // Resumed without a checkpoint, as after a death before the first one.
    const stop = (signal: Partial<TrainOptions>) => run({ runFolder, resume: true, ...signal })
    expect(await stop({ signal: AbortSignal.abort() })).toMatchObject({ state: 'interrupted', epoch: 0 })
    const { stopped } = runFiles(runFolder)
    let before = 0
    for (const steps of [4, 6, 13]) {
      // A signal during an epoch's last step arrives before the evaluation.
      const epoch = Math.floor((steps - 1) / 6)
      expect(await stop(stopAfter(steps - before))).toMatchObject({ state: 'interrupted', epoch })
      expect((await readCheckpoint(stopped)).progress).toMatchObject({ epoch, step: steps - 6 * epoch })
      before = steps
    }
    await run({ runFolder, resume: true })
    await undisturbed.expectSame(runFolder)
    expect(existsSync(stopped)).toBe(false)
  })

  test('in the middle of a long validation: the epoch is evaluated on resuming', async () => {
    const slow = { validationSamples: 40, testEvery: 0 }
    const [whole, runFolder] = [newFolder(), newFolder()]
    await run({ runFolder: whole }, slow)
    const stop = new AbortController()
    // The timer fires between two of the validation's 80 batches.
    const onStep = ({ epoch, step }: TrainingStep) =>
      void (epoch === 2 && step === 6 && setTimeout(20).then(() => stop.abort()))
    const end = await run({ runFolder, signal: stop.signal, onStep }, slow)
    expect(end).toMatchObject({ state: 'interrupted', epoch: 1 })
    const { progress } = await readCheckpoint(runFiles(runFolder).stopped)
    expect(progress).toMatchObject({ epoch: 1, step: 6 })
    expect(await numbersOf(runFolder)).toEqual((await numbersOf(whole)).slice(0, 1))
    expect(existsSync(runFiles(runFolder).sample(2))).toBe(false)

    // Stopped again before the evaluation begins, it stays where it was.
    expect(await run({ runFolder, resume: true, signal: AbortSignal.abort() }, slow)).toEqual(end)
    await run({ runFolder, resume: true }, slow)
    const [one, other] = [whole, runFolder].map((folder) => readCheckpoint(runFiles(folder).checkpoint(3)))
    expect((await other).tensors).toEqual((await one).tensors)
    expect(await numbersOf(runFolder)).toEqual(await numbersOf(whole))
    expect(existsSync(runFiles(runFolder).stopped)).toBe(false)
  })

  test('also after it was killed: metrics beyond the last checkpoint are made again', async () => {
    const runFolder = newFolder()
    cpSync(afterEpoch2, runFolder, { recursive: true })
    // Killed between writing the metrics of epoch 2 and its checkpoint, with half a temporary file left.
    rmSync(runFiles(runFolder).checkpoint(2))
    cpSync(
      runFiles(runFolder).checkpoint(1),
      join(runFolder, 'checkpoints', '.epoch-0002.safetensors.ab.cirrus-partial'),
    )
    await run({ runFolder, resume: true })
    await undisturbed.expectSame(runFolder)
  })

  test('with more epochs, if their number is raised', async () => {
    const runFolder = newFolder()
    await run({ runFolder }, { epochs: 1 })
    const end = await run({ runFolder, resume: true })
    expect(end).toMatchObject({ state: 'complete', epoch: 3 })
    await undisturbed.expectSame(runFolder)
    expect(JSON.parse(readFileSync(runFiles(runFolder).config, 'utf8'))).toMatchObject({ epochs: 3 })
  })
})
