import { describe, expect, test } from 'vitest'
import { batchesOf, type Batches } from '../../../src-main/engine/training/batches.ts'
import type { PatchSource } from '../../../src-main/engine/training/patch-source.ts'
import { smallConfig } from './small-dataset.ts'

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

/** Patches of 16 px, patch i filled with i. */
const source: PatchSource = {
  count: 20,
  size: 16,
  channels: 1,
  masks: null,
  noise: null,
  conditions: Float32Array.from(range(0, 40), (i) => i / 2),
  spread: null,
  splits: { train: range(0, 14), validation: range(14, 20), test: [3], unused: [] },
  read: (index, target, offset) => target.fill(index, offset, offset + 256),
  close: () => {},
}
const training = (batches: Batches, epoch: number, step: number) =>
  batches.training(epoch, step, { patches: new Float32Array(4 * 256) })
const patchesIn = (values: Float32Array) => range(0, values.length / 256).map((i) => values[256 * i])

describe('batches', () => {
  test('have the conditions of their patches, if the model has some', () => {
    const batches = batchesOf(source, { ...smallConfig, conditions: ['mean', 'std'] })
    const { patches, conditions } = training(batches, 1, 2)
    expect([...conditions!]).toEqual(patchesIn(patches).flatMap((patch) => [patch, patch + 0.5]))
    // The last of six patches is repeated where a batch of four has room.
    const { batch } = batches.evaluation('validation', 1, 0)
    expect([...batch.conditions!]).toEqual([18, 18.5, 19, 19.5, 19, 19.5, 19, 19.5])
    expect(training(batchesOf(source, smallConfig), 1, 2).conditions).toBeUndefined()
  })
  test('show every training patch at most once per epoch, in a new order each epoch', () => {
    const batches = batchesOf(source, smallConfig)
    expect(batches.stepsPerEpoch).toBe(3)
    const epoch = (number: number) => range(0, 3).flatMap((step) => patchesIn(training(batches, number, step).patches))
    const [first, second] = [epoch(1), epoch(2)]
    expect(new Set(first).size).toBe(12)
    expect(first.every((patch) => patch < 14)).toBe(true)
    expect(second).not.toEqual(first)
  })

  test('do not depend on earlier draws', () => {
    const copy = (epoch: number, step: number, batches = batchesOf(source, smallConfig)) =>
      training(batches, epoch, step)
    const used = batchesOf(source, smallConfig)
    for (const step of [0, 1, 2]) training(used, 1, step)
    expect(copy(2, 1, used)).toEqual(copy(2, 1))
    expect(copy(2, 1)).not.toEqual(copy(2, 2))
    expect(copy(2, 1).key).not.toEqual(copy(3, 1).key)
  })

  test('cover every evaluated patch once, the last batch padded with a real patch', () => {
    const batches = batchesOf(source, smallConfig)
    expect([batches.evaluationSteps('validation'), batches.evaluationSteps('test')]).toEqual([2, 1])
    expect(patchesIn(batches.evaluation('validation', 0, 0).batch.patches)).toEqual([14, 15, 16, 17])
    expect(batches.evaluation('test', 0, 0)).toMatchObject({ count: 1 })
    const last = batches.evaluation('validation', 1, 0)
    expect([last.count, ...patchesIn(last.batch.patches)]).toEqual([2, 18, 19, 19, 19])
  })
})

test('masks turn with their patches, and come with evaluated ones', () => {
  const read = (index: number, target: Float32Array, offset: number) =>
    target.set(
      Float32Array.from({ length: 256 }, (_, i) => ((i + index) % 7 === 0 ? 1 : 0)),
      offset,
    )
  const masked: PatchSource = { ...source, read, masks: { read, close: () => {} } }
  const batches = batchesOf(masked, smallConfig)
  const { patches, masks } = batches.training(1, 0, {
    patches: new Float32Array(4 * 256),
    masks: new Float32Array(4 * 256),
  })
  // Here each patch is its own mask.
  expect(masks).toEqual(patches)
  const { batch } = batches.evaluation('validation', 0, 0)
  expect(batch.masks).toEqual(batch.patches)
  expect(Object.keys(training(batchesOf(source, smallConfig), 1, 0))).toEqual(['patches', 'key'])
})

test('noise maps turn with their patches, without the signs of Q and U, and come with evaluated ones', () => {
  const values = 2 * 256
  // Each patch is its own noise map, but for its signs.
  const fill = (sign: (channel: number) => number) => (index: number, target: Float32Array, offset: number) =>
    target.set(
      Float32Array.from({ length: values }, (_, i) => sign(i % 2) * (1 + ((7 * i + index) % 31))),
      offset,
    )
  const noise = { read: fill(() => 1), readChecked: fill(() => 1), checkAll: async () => {}, close: () => {} }
  const noisy: PatchSource = { ...source, channels: 2, read: fill((c) => (c === 0 ? -1 : 1)), noise }
  const config = { ...smallConfig, channels: 2, likelihoodNoise: 'maps' as const }
  const memory = () => ({ patches: new Float32Array(4 * values), noise: new Float32Array(4 * values) })
  const batches = batchesOf(noisy, config)
  const signs = new Set<number>()
  for (let epoch = 1; epoch <= 5; epoch++) {
    const { patches, noise } = batches.training(epoch, 0, memory())
    expect(noise).toEqual(patches.map(Math.abs))
    for (const value of patches) signs.add(Math.sign(value))
  }
  expect(signs.size).toBe(2)
  const { batch } = batches.evaluation('validation', 0, 0)
  expect(batch.noise).toEqual(batch.patches.map(Math.abs))
  const plain = batchesOf(noisy, { ...config, augment: false }).training(1, 0, memory())
  expect(plain.noise).toEqual(plain.patches.map(Math.abs))
  expect(Object.keys(training(batchesOf(source, smallConfig), 1, 0))).not.toContain('noise')
})

test('samples of the same evaluated batch, and the same sample of two splits, draw different numbers', () => {
  const batches = batchesOf(source, smallConfig)
  const keys = (['validation', 'test'] as const).flatMap((split) =>
    [0, 1].map((sample) => batches.evaluation(split, 0, sample).batch.key.join()),
  )
  expect(new Set(keys).size).toBe(4)
})
