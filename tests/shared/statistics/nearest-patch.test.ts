import { describe, expect, test } from 'vitest'
import { nearestPatch } from '../../../src-shared/statistics/nearest-patch.ts'
import { signal } from './signal.ts'

const side = 5
const size = side * side
const set = Float32Array.from(signal(7 * size))
const item = (index: number) => set.subarray(index * size, (index + 1) * size)

describe('the nearest patch of a set', () => {
  test('of one of its items is that item, at distance 0', () => {
    for (let index = 0; index < 7; index++)
      expect(nearestPatch(item(index), set)).toEqual({ index, squaredDistance: 0, turns: 0, flipped: false })
  })

  test('is the one with the least sum of squares', () => {
    const patch = signal(8 * size).subarray(7 * size)
    const distances = Array.from({ length: 7 }, (_, index) =>
      item(index).reduce((sum, value, i) => sum + (value - patch[i]) ** 2, 0),
    )
    const least = Math.min(...distances)
    const found = nearestPatch(patch, set)
    expect(found.index).toBe(distances.indexOf(least))
    expect(found.squaredDistance).toBeCloseTo(least, 12)
  })

  test('is found rotated and flipped, each of the eight symmetries once', () => {
    const at = (patch: Float32Array, row: number, column: number) => patch[row * side + column]
    const turn = (patch: Float32Array) => patch.map((_, i) => at(patch, side - 1 - (i % side), Math.floor(i / side)))
    const flip = (patch: Float32Array) => patch.map((_, i) => at(patch, Math.floor(i / side), side - 1 - (i % side)))
    let turned = item(3)
    for (const turns of [0, 1, 2, 3] as const) {
      expect(nearestPatch(turned, set, true)).toEqual({ index: 3, squaredDistance: 0, turns, flipped: false })
      expect(nearestPatch(flip(turned), set, true)).toEqual({ index: 3, squaredDistance: 0, turns, flipped: true })
      if (turns > 0) expect(nearestPatch(turned, set).squaredDistance).toBeGreaterThan(0)
      turned = turn(turned)
    }
  })

  test('never has missing pixels, and a set without any is refused', () => {
    const holed = set.slice()
    holed[2 * size + 20] = NaN
    expect(nearestPatch(item(2), holed).index).not.toBe(2)
    expect(() => nearestPatch(item(0), new Float32Array(size).fill(NaN))).toThrow(/missing pixels/)
    expect(() => nearestPatch(item(0), [])).toThrow(RangeError)
    expect(() => nearestPatch([1, 2, 3], set)).toThrow(/not a square/)
    expect(() => nearestPatch(item(0), [1, 2, 3])).toThrow(/not patches/)
  })
})
