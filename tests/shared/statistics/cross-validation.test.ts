import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { crossValidationFolds, type Groups } from '../../../src-shared/statistics/cross-validation.ts'

const alone = (count: number): Groups => Array.from({ length: count }, () => null)

describe('folds', () => {
  test('hold out every patch of equally large sets once, and learn from all others', () => {
    const folds = crossValidationFolds([alone(20), alone(20)], 5, seedRandom(1))
    expect(folds.length).toBe(5)
    for (const set of [0, 1]) {
      const held = folds.flatMap((fold) => fold.held[set])
      expect(held.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    }
    for (const { held, train } of folds) {
      expect([held[0].length, held[1].length, train[0].length, train[1].length]).toEqual([4, 4, 16, 16])
      for (const set of [0, 1]) expect(new Set([...held[set], ...train[set]]).size).toBe(20)
    }
  })

  test('have as many patches of either set: of the larger one, some are left out', () => {
    const folds = crossValidationFolds([alone(9), alone(40)], 3, seedRandom(2))
    for (const { held, train } of folds) {
      expect(held.map((indices) => indices.length)).toEqual([3, 3])
      expect(train.map((indices) => indices.length)).toEqual([6, 6])
    }
  })

  test('never divide a group, also one of both sets', () => {
    const groups = fc.array(fc.option(fc.integer({ min: 0, max: 12 }), { freq: 4 }), { minLength: 60, maxLength: 90 })
    fc.assert(
      fc.property(groups, groups, fc.integer(), (first, second, seed) => {
        const all: Groups[] = [
          [...first, 20, 21, 22],
          [...second, 23, 24, 25],
        ]
        const folds = crossValidationFolds([all[0], all[1]], 3, seedRandom(seed))
        for (const { held, train } of folds) {
          const skies = (side: typeof held) =>
            new Set(
              side.flatMap((indices, set) => indices.map((index) => all[set][index])).filter((sky) => sky !== null),
            )
          const [out, kept] = [skies(held), skies(train)]
          for (const sky of out) expect(kept.has(sky)).toBe(false)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('are as equal as whole groups allow', () => {
    const groups = [0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4]
    const folds = crossValidationFolds([groups, alone(12)], 3, seedRandom(3))
    expect(folds.map(({ held }) => held[0].length)).toEqual([4, 4, 4])
  })

  test('are fixed by the seed, and others with another', () => {
    const of = (seed: number) => crossValidationFolds([alone(30), alone(30)], 3, seedRandom(seed))
    expect(of(4)).toEqual(of(4))
    expect(of(4)).not.toEqual(of(5))
  })

  test('need a group for each', () => {
    expect(() => crossValidationFolds([[1, 1, 2, 2], alone(9)], 3, seedRandom(1))).toThrow(
      "2 separate groups of patches can't be divided into 3 folds",
    )
  })
})
