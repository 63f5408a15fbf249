import { beforeAll, describe, expect, test } from 'vitest'
import { twoSampleTest, type TwoSampleOrder } from '../../../src-main/engine/classifier/two-sample-test.ts'
import { newFolder } from '../training/small-dataset.ts'
import { noisePatches, writeSet } from './made-sets.ts'

const folder = newFolder()
const files = { smooth: '', alike: '', white: '', few: '' }
beforeAll(async () => {
  const smooth = noisePatches(120, 1, 1)
  files.smooth = await writeSet(folder, 'smooth', smooth.slice(0, smooth.length / 2))
  files.alike = await writeSet(folder, 'alike', smooth.slice(smooth.length / 2))
  files.white = await writeSet(folder, 'white', noisePatches(70, 2))
  files.few = await writeSet(folder, 'few', noisePatches(2, 3))
})
const run = (first: string, second: string, changes: Partial<TwoSampleOrder> = {}) =>
  twoSampleTest({ first, second, groups: { first: null, second: null }, folds: 3, steps: 60, seed: 5, ...changes })

describe('a classifier', () => {
  test('tells the halves of one set apart no better than a coin does', async () => {
    const { accuracy, low, high, pValue, count, folds } = await run(files.smooth, files.alike)
    expect(low).toBeLessThan(0.5)
    expect(high).toBeGreaterThan(0.5)
    expect(pValue).toBeGreaterThan(0.05)
    expect(count).toBe(120)
    expect(folds.map((fold) => fold.count)).toEqual([40, 40, 40])
    expect(accuracy).toBeCloseTo(folds.reduce((sum, fold) => sum + fold.accuracy, 0) / 3, 12)
  })

  test('tells smoothed from white noise, with as many patches of either, and repeats its numbers with the same seed', async () => {
    const told: [number, number][] = []
    const { seconds: _, ...first } = await run(files.smooth, files.white, {
      onStep: (done, count) => told.push([done, count]),
    })
    expect(first.accuracy).toBeGreaterThan(0.97)
    expect(first.low).toBeGreaterThan(0.85)
    expect(first.pValue).toBeLessThan(1e-10)
    expect(first.count).toBeLessThanOrEqual(120)
    expect(first.count).toBeGreaterThan(114)
    expect([told.length, told[0], told.at(-1)]).toEqual([180, [1, 180], [180, 180]])
    const { seconds: __, ...again } = await run(files.smooth, files.white)
    expect(again).toEqual(first)
  })

  test('keeps patches that share sky in one fold: copies of the training patches would be told rightly', async () => {
    // Six patches of white noise, ten times each: a network that has seen them knows them by heart.
    const copies = (seed: number) => {
      const own = noisePatches(6, seed)
      return Float32Array.from({ length: 10 * own.length }, (_, i) => own[i % own.length])
    }
    const [first, second] = [await writeSet(folder, 'a', copies(7)), await writeSet(folder, 'b', copies(8))]
    const groups = (from: number) => Array.from({ length: 60 }, (_, i) => from + (i % 6))
    const separate = await run(first, second, { groups: { first: groups(0), second: groups(6) }, steps: 120 })
    const mixed = await run(first, second, { steps: 120 })
    expect(mixed.accuracy).toBeGreaterThan(0.85)
    expect(separate.accuracy).toBeLessThan(0.75)
  })

  test('stops within a step', async () => {
    const stop = new AbortController()
    const steps: number[] = []
    const stopped = run(files.smooth, files.alike, {
      signal: stop.signal,
      onStep(done) {
        steps.push(done)
        if (done === 2) stop.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    expect(steps).toEqual([1, 2])
  })
})

describe('sets are refused', () => {
  test('with fewer patches than folds, or groups for another number of patches', async () => {
    await expect(run(files.smooth, files.few)).rejects.toThrow(
      "2 separate groups of patches can't be divided into 3 folds. Use fewer folds, or more patches.",
    )
    const groups = { first: null, second: [1, 2] }
    await expect(run(files.smooth, files.white, { groups })).rejects.toThrow('70 patches, but 2 groups were given')
  })

  test('with patches of other sizes, too small, or not finite', async () => {
    const large = await writeSet(folder, 'large', noisePatches(4, 4), 32)
    const tiny = await writeSet(folder, 'tiny', noisePatches(4, 4), 4)
    const holes = await writeSet(folder, 'holes', noisePatches(4, 4).fill(NaN, 300, 301))
    await expect(run(files.smooth, large)).rejects.toThrow('large.npy has patches of 32 pixels')
    await expect(run(files.smooth, tiny)).rejects.toThrow('[64, 4, 4], but a classifier takes')
    await expect(run(holes, files.smooth)).rejects.toThrow('holes.npy: patch 1 has a value that is not finite')
  })
})
