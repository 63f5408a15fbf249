import { describe, expect, test } from 'vitest'
import { batchesOf, turn, type Batches } from '../../../src-main/engine/training/batches.ts'
import type { PatchSource } from '../../../src-main/engine/training/patch-source.ts'
import { smallConfig } from './small-dataset.ts'

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

/** Patches of 16 px, patch i filled with i. */
const source: PatchSource = {
  count: 20,
  size: 16,
  channels: 1,
  masks: null,
  conditions: Float32Array.from(range(0, 40), (i) => i / 2),
  splits: { train: range(0, 14), validation: range(14, 20), test: [3], unused: [] },
  read: (index, target, offset) => target.fill(index, offset, offset + 256),
  close: () => {},
}
const training = (batches: Batches, epoch: number, step: number) =>
  batches.training(epoch, step, new Float32Array(4 * 256))
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
  const { patches, masks } = batches.training(1, 0, new Float32Array(4 * 256), new Float32Array(4 * 256))
  // Here each patch is its own mask.
  expect(masks).toEqual(patches)
  const { batch } = batches.evaluation('validation', 0, 0)
  expect(batch.masks).toEqual(batch.patches)
  expect(Object.keys(training(batchesOf(source, smallConfig), 1, 0))).toEqual(['patches', 'key'])
})

test('samples of the same evaluated batch, and the same sample of two splits, draw different numbers', () => {
  const batches = batchesOf(source, smallConfig)
  const keys = (['validation', 'test'] as const).flatMap((split) =>
    [0, 1].map((sample) => batches.evaluation(split, 0, sample).batch.key.join()),
  )
  expect(new Set(keys).size).toBe(4)
})

describe('the symmetries of a square of Stokes parameters', () => {
  /** The pattern of a field whose polarisation turns with the square: radial everywhere (E modes), 3 px, [I, Q, U]. */
  const radial = Float32Array.from(
    range(0, 9).flatMap((i) => {
      const [row, column] = [Math.floor(i / 3) - 1, (i % 3) - 1]
      const angle = 2 * Math.atan2(column, row)
      const strength = Math.hypot(row, column)
      return [strength, strength * Math.cos(angle), strength * Math.sin(angle)]
    }),
  )

  test.each(range(0, 8))('turn Q and U with the square: symmetry %i leaves a radial pattern as it is', (symmetry) => {
    const turned = new Float32Array(27)
    turn(radial, 3, symmetry, turned, 0, ['I', 'Q', 'U'])
    turned.forEach((value, i) => expect(value).toBeCloseTo(radial[i], 6))
  })

  test('a quarter turn changes the sign of a uniform polarisation, a flip that of U', () => {
    const uniform = Float32Array.of(1, 2, 1, 2, 1, 2, 1, 2)
    const signs = [0, 1, 2, 3, 4, 5, 6, 7].map((symmetry) => {
      const target = new Float32Array(8)
      turn(uniform, 2, symmetry, target, 0, ['Q', 'U'])
      return [target[0], target[1] / 2].join()
    })
    expect(signs).toEqual(['1,1', '1,-1', '1,-1', '1,1', '-1,1', '-1,-1', '-1,-1', '-1,1'])
  })
})

describe('the symmetries of a square', () => {
  const patch = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)
  const turned = (symmetry: number, from = patch) => {
    const target = new Float32Array(10)
    turn(from, 3, symmetry, target, 1)
    expect(target[0]).toBe(0)
    return target.slice(1)
  }

  test('are eight different ones, the first the identity', () => {
    expect(turned(0)).toEqual(patch)
    expect(new Set(range(0, 8).map((symmetry) => turned(symmetry).join())).size).toBe(8)
  })

  test('are flips of rows and of columns, the transpose, and the quarter turns they generate', () => {
    expect([...turned(1)]).toEqual([7, 8, 9, 4, 5, 6, 1, 2, 3])
    expect([...turned(2)]).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7])
    expect([...turned(4)]).toEqual([1, 4, 7, 2, 5, 8, 3, 6, 9])
    const quarter = [5, 6].map((symmetry) => turned(symmetry))
    for (const [i, once] of quarter.entries()) {
      const four = range(0, 3).reduce((square) => turned(5 + i, square), once)
      expect(four).toEqual(patch)
      expect(turned(5 + i, once)).toEqual(turned(3))
    }
  })
})
