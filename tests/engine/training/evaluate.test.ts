import { expect, test } from 'vitest'
import { batchesOf, type Batch, type Batches } from '../../../src-main/engine/training/batches.ts'
import { evaluate, samplePatch } from '../../../src-main/engine/training/evaluate.ts'
import type { PatchSource } from '../../../src-main/engine/training/patch-source.ts'
import type { TrainingProgram } from '../../../src-main/engine/training/training-program.ts'
import { smallConfig } from './small-dataset.ts'

/** Patches of 16 px, patch i filled with i. */
const sourceOf = (validation: number[], test: number[] = []): PatchSource => ({
  count: 40,
  size: 16,
  channels: 1,
  masks: null,
  noise: null,
  conditions: new Float32Array(),
  spread: null,
  splits: { train: [0, 1, 2, 3], validation, test, unused: [] },
  read: (index, target, offset) => void target.fill(index, offset, offset + 256),
  close: () => {},
})

/** A model whose reconstruction error is the patch's number and whose KL divergence is a tenth of it. */
const model = {
  evaluate: ({ patches, key }: Batch) => {
    const numbers = Float32Array.from({ length: patches.length / 256 }, (_, i) => patches[256 * i])
    return {
      // Each sample adds its key: the mean over samples is the patch's number plus the mean of the keys.
      terms: { reconstruction: numbers.map((number) => number + key[0]), kl: numbers.map((number) => number / 10) },
      latentKl: Float32Array.from({ length: 2 * numbers.length }, (_, i) => numbers[i >> 1] * (i % 2 ? 0.09 : 0.01)),
    }
  },
} as unknown as TrainingProgram

/** The same batches, with a number for each sample instead of its key. */
const keysOf = (batches: Batches, number: (sample: number) => number): Batches => ({
  ...batches,
  evaluation(split, step, sample) {
    const { batch, count } = batches.evaluation(split, step, sample)
    return { batch: { ...batch, key: Float32Array.of(number(sample), 0) }, count }
  },
})

test.each([[[10]], [[10, 11, 12, 13]], [[10, 11, 12, 13, 14]], [[10, 20, 30, 31, 32, 33, 34]]])(
  'every validation patch counts once, and the padding of the last batch is ignored: %j',
  async (validation) => {
    const mean = validation.reduce((sum, number) => sum + number, 0) / validation.length
    const quiet = keysOf(batchesOf(sourceOf(validation), smallConfig), () => 0)
    const { terms, latentKl } = (await evaluate(model, quiet, 'validation', 1))!
    expect(terms.reconstruction).toBeCloseTo(mean, 10)
    expect(terms.kl).toBeCloseTo(mean / 10, 5)
    expect([...latentKl!]).toEqual([expect.closeTo(0.01 * mean, 5), expect.closeTo(0.09 * mean, 5)])
  },
)

test('the reconstruction term is a mean over the latent samples, for either split', async () => {
  const batches = keysOf(batchesOf(sourceOf([10, 11], [20]), smallConfig), (sample) => sample)
  expect(await evaluate(model, batches, 'validation', 4)).toMatchObject({ terms: { reconstruction: 10.5 + 1.5 } })
  expect(await evaluate(model, batches, 'test', 3)).toMatchObject({
    terms: { reconstruction: 21, kl: expect.closeTo(2, 6) },
  })
})

test('the event loop runs before every batch, and a stop takes effect there', async () => {
  const batches = batchesOf(sourceOf([10, 11, 12, 13, 14, 15, 16, 17]), smallConfig)
  const stop = new AbortController()
  let evaluated = 0
  const counted = {
    evaluate(batch: Batch) {
      // Stopped not by the model itself, but by an event after the third of 2 x 50 batches.
      if (++evaluated === 3) setImmediate(() => stop.abort())
      return model.evaluate(batch)
    },
  } as TrainingProgram
  expect(await evaluate(counted, batches, 'validation', 50, stop.signal)).toBeNull()
  expect(evaluated).toBeLessThanOrEqual(4)
  expect(await evaluate(counted, batches, 'validation', 50, stop.signal)).toBeNull()
  expect(evaluated).toBeLessThanOrEqual(4)
})

test('the sample is the first test patch or, without any, the first validation patch: never a training patch', () => {
  expect(samplePatch(sourceOf([20, 21], [30, 31]), smallConfig).patch[0]).toBe(30)
  expect(samplePatch(sourceOf([20, 21]), smallConfig).patch).toEqual(new Float32Array(256).fill(20))
})

const training = (batches: Batches, epoch: number) => batches.training(epoch, 0, { patches: new Float32Array(4 * 256) })

test('with augmentation, a patch is seen in all eight orientations over the epochs, with the same pixels', () => {
  const corner = (target: Float32Array, offset: number) => {
    target.fill(0, offset, offset + 256)
    // A mark that every symmetry of the square moves.
    target[offset + 1] = 1
  }
  const source = { ...sourceOf([9]), read: (_: number, target: Float32Array, offset: number) => corner(target, offset) }
  const batches = batchesOf(source, smallConfig)
  const seen = new Set<number>()
  for (let epoch = 1; epoch <= 20; epoch++) {
    const { patches } = training(batches, epoch)
    for (let i = 0; i < 4; i++) {
      const patch = patches.subarray(256 * i, 256 * (i + 1))
      expect(patch.reduce((sum, value) => sum + value, 0)).toBe(1)
      seen.add(patch.indexOf(1))
    }
  }
  expect([...seen].sort((a, b) => a - b)).toEqual([1, 14, 16, 31, 224, 239, 241, 254])
  const plain = batchesOf(source, { ...smallConfig, augment: false })
  expect([1, 2, 3].map((epoch) => training(plain, epoch).patches.indexOf(1))).toEqual([1, 1, 1])
})
