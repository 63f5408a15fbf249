import { describe, expect, test } from 'vitest'
import { nearestFinder, nearestPatch, transformed } from '../../../src-shared/statistics/nearest-patch.ts'
import { nearestPatches } from '../../../src-main/application/validations/measure/nearest-patches.ts'
import { signal } from '../../shared/statistics/signal.ts'

// Patches of 36 x 36 pixels are 12 x 12 blocks of 3 x 3.
const side = 36
const size = side * side
const items = 9
const random = Float32Array.from(signal(15 * size))
const set = random.subarray(0, items * size)
const patches = random.subarray(items * size)

/** Squared distance of a patch to every item in each of the eight orientations, by definition. */
const all = (patch: Float32Array) =>
  Array.from({ length: items }, (_, index) => set.slice(index * size, (index + 1) * size)).flatMap((item, index) =>
    ([0, 1, 2, 3] as const).flatMap((turns) =>
      [false, true].map((flipped) => {
        const there = transformed(item, { turns, flipped })
        return {
          index,
          turns,
          flipped,
          squaredDistance: patch.reduce((sum, value, i) => sum + (value - there[i]) ** 2, 0),
        }
      }),
    ),
  )

describe('the nearest of many', () => {
  test('agree with all distances, although most are never computed in full', async () => {
    const found = []
    for await (const one of nearestPatches(patches, set, size, true, { threads: 2 })) found.push(one)
    expect(found).toHaveLength(6)
    found.forEach((one, i) => {
      const patch = patches.slice(i * size, (i + 1) * size)
      const [least] = all(patch).sort((a, b) => a.squaredDistance - b.squaredDistance)
      expect(one).toMatchObject({ index: least.index, turns: least.turns, flipped: least.flipped })
      expect(one.squaredDistance).toBeCloseTo(least.squaredDistance, 6)
      expect(nearestPatch(patch, set, true)).toEqual(one)
    })
  })

  test('skip items with missing pixels, including the first', () => {
    const holed = set.slice()
    holed[5] = NaN
    const find = nearestFinder(holed, size)
    expect(find(set.subarray(0, size)).index).not.toBe(0)
    expect(find(set.subarray(size, 2 * size))).toMatchObject({ index: 1, squaredDistance: 0 })
  })

  test('are rejected with the signal’s reason', async () => {
    const abort = new AbortController()
    const look = async () => {
      for await (const _ of nearestPatches(patches, set, size, true, { signal: abort.signal })) abort.abort('enough')
    }
    await expect(look()).rejects.toBe('enough')
  })
})

test('a patch rotated four times or flipped twice is unchanged', () => {
  const patch = set.slice(0, size)
  const turn = (one: Float32Array) => transformed(one, { turns: 1, flipped: false })
  const flip = (one: Float32Array) => transformed(one, { turns: 0, flipped: true })
  expect(turn(turn(turn(turn(patch))))).toEqual(patch)
  expect(turn(turn(patch))).toEqual(transformed(patch, { turns: 2, flipped: false }))
  expect(flip(flip(patch))).toEqual(patch)
  expect(flip(turn(patch))).toEqual(transformed(patch, { turns: 1, flipped: true }))
})
