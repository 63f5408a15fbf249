import { describe, expect, test } from 'vitest'
import { explosion } from '../../../src-main/engine/training/explosion.ts'
import { presets } from '../../../src-shared/model/presets.ts'

/** Epochs, given by their reconstruction term, KL divergence, and KL weight. */
const epochs = (rows: readonly (readonly [number, number, number?])[]) =>
  rows.map(([trainReconstruction, trainKl, klWeight = 1]) => ({
    trainLoss: trainReconstruction + trainKl,
    trainReconstruction,
    trainKl,
    klWeight,
  }))

/** Whether a training continues after each of its epochs. */
const goesOn = (rows: ReturnType<typeof epochs>, config: Parameters<typeof explosion>[1]) =>
  rows.every((_, i) => explosion(rows.slice(0, i + 1), config) === null)

// The first epochs of trainings of docs/training.md, on sky disjoint from the validation's.
const demo = epochs([
  [3095, 187],
  [1590, 194],
  [1409, 189],
  [1302, 182],
  [1235, 178],
  [1178, 171],
  [1130, 167],
])
const learned = epochs([
  [5208, 150],
  [3920, 212],
  [3627, 222],
  [3434, 219],
  [3295, 214],
  [3169, 211],
  [3070, 208],
])
const spatial = epochs([
  [2343, 444],
  [-160, 959],
  [-975, 1255],
  [-1327, 1383],
  [-1501, 1465],
  [-1707, 1552],
  [-1857, 1640],
])
const large = epochs([
  [34_570, 0],
  [14_800, 0],
  [11_300, 0],
  [9_900, 0],
  [9_100, 0],
  [5930, 0],
  [4770, 0],
])
const withLearnedWidth = { ...presets.demo, likelihoodWidth: 'learned' } as const
const healthy = [
  ['demo', demo, presets.demo],
  ['demo with a learned width', learned, withLearnedWidth],
  ['spatial', spatial, presets.spatial],
  ['128px', large, presets['128px']],
] as const

describe('no healthy training has exploded', () => {
  test.each(healthy)('%s', (_, rows, config) => expect(goesOn([...rows], config)).toBe(true))

  test.each(healthy)('%s, with a point source in two epochs', (_, rows, config) => {
    // One patch out of 1256 with a KL divergence of 10^8, and again an epoch later.
    const bright = rows.map((row, i) => (i === 3 || i === 4 ? { ...row, trainKl: row.trainKl + 1e8 / 1256 } : row))
    expect(goesOn(bright, config)).toBe(true)
  })

  test.each(healthy)('%s, starting at three million', (_, rows, config) =>
    expect(goesOn([...epochs([[1e5, 3e6]]), ...rows], config)).toBe(true),
  )

  test('demo at a learning rate of 1, which ends where nothing is learned', () =>
    expect(goesOn(epochs([1.84e7, 4160, 4120, 4100, 4100, 4100, 4340].map((each) => [each, 0])), presets.demo)).toBe(
      true,
    ))

  test('a training that forgets everything it has learned', () =>
    expect(goesOn([...spatial, ...epochs(Array(9).fill([1.42 * 4096, 0]))], presets.spatial)).toBe(true))

  test('a KL divergence that grows while its weight is 0, and is reduced later', () =>
    expect(
      goesOn(
        epochs([0, 0, 0, 0, 0.1, 0.4, 0.7, 1, 1, 1].map((weight, i) => [1000 - 50 * i, weight ? 900 : 1e7, weight])),
        presets.demo,
      ),
    ).toBe(true))

  test('a fixed narrow width, for which an untrained model costs 5000 nats per pixel', () => {
    const rows = epochs([[4096 * 33, 900], [4096 * 30, 900], ...Array<[number, number]>(5).fill([4096 * 5000, 0])])
    expect(goesOn(rows, { ...presets.demo, likelihoodWidth: 0.01 })).toBe(true)
  })
})

describe('a training has exploded', () => {
  test.each(healthy)('%s, in the third consecutive epoch far above the best: %#', (_, rows, config) => {
    const lost = epochs([
      [4e8, 3e6],
      [1e7, 2e6],
      [2e8, 7e5],
    ])
    for (const count of [0, 1, 2]) expect(explosion([...rows, ...lost.slice(0, count)], config)).toBeNull()
    const best = Math.min(...rows.map(({ trainReconstruction, trainKl }) => trainReconstruction + trainKl))
    expect(explosion([...rows, ...lost], config)).toEqual({ from: best, to: 1.2e7 })
  })

  test('also if only the KL divergence has', () =>
    expect(explosion([...demo, ...epochs(Array(3).fill([900, 1e6]))], presets.demo)).toEqual({
      from: 1297,
      to: 1_000_900,
    }))

  test('of a flow measures its loss by what each of its levels would have that learned nothing', () => {
    const flow = (losses: readonly number[]) =>
      losses.map((trainLoss) => ({ trainLoss, trainReconstruction: null, trainKl: null, klWeight: null }))
    const rows = flow([1.5, 1, 30, 30, 30])
    expect(explosion(rows, { ...presets.flow, octaves: 0 })).toEqual({ from: 1, to: 30 })
    expect(explosion(rows, { ...presets.flow, octaves: 1 })).toBeNull()
  })

  test('but not if it only forgot everything, nor without an earlier epoch', () => {
    expect(explosion(epochs(Array(3).fill([1e9, 0])), presets.demo)).toBeNull()
    expect(explosion([...demo, ...epochs(Array(5).fill([4 * 4096, 0]))], presets.demo)).toBeNull()
  })
})
