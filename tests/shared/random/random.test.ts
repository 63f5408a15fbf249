import fc from 'fast-check'
import { expect, test } from 'vitest'
import { integerBelow, nextUint32, normal, permutation, seedRandom, uniform } from '../../../src-shared/random/index.ts'

test('xoshiro128** gives the first numbers of tests/reference/xoshiro128.py from the state 1, 2, 3, 4', () => {
  const state = Uint32Array.of(1, 2, 3, 4)
  expect(Array.from({ length: 10 }, () => nextUint32(state))).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ])
})

test('a stored state continues the same sequence', () => {
  const state = seedRandom(7)
  for (let i = 0; i < 5; i++) nextUint32(state)
  const stored = Uint32Array.from(JSON.parse(JSON.stringify([...state])) as number[])
  expect(Array.from({ length: 5 }, () => normal(stored))).toEqual(Array.from({ length: 5 }, () => normal(state)))
})

test('neighbouring and very large seeds give different streams', () => {
  const seeds = [0, 1, 2, 4294967296, 4294967297, Number.MAX_SAFE_INTEGER]
  expect(new Set(seeds.map((seed) => seedRandom(seed).join())).size).toBe(seeds.length)
})

test('uniform numbers fill [0, 1) evenly, normal ones have mean 0, variance 1 and no skewness', () => {
  const state = seedRandom(1)
  const count = 100_000
  const uniforms = Array.from({ length: count }, () => uniform(state))
  const normals = Array.from({ length: count }, () => normal(state))
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / count
  expect(Math.min(...uniforms.slice(0, 1000))).toBeGreaterThanOrEqual(0)
  expect(Math.max(...uniforms.slice(0, 1000))).toBeLessThan(1)
  // Within five standard errors.
  expect(Math.abs(mean(uniforms) - 0.5)).toBeLessThan(5 / Math.sqrt(12 * count))
  expect(Math.abs(mean(normals))).toBeLessThan(5 / Math.sqrt(count))
  expect(Math.abs(mean(normals.map((z) => z * z)) - 1)).toBeLessThan(5 * Math.sqrt(2 / count))
  expect(Math.abs(mean(normals.map((z) => z ** 3)))).toBeLessThan(5 * Math.sqrt(15 / count))
})

test('integers below a bound take all values below it', () => {
  const state = seedRandom(2)
  const counts = new Array<number>(7).fill(0)
  for (let i = 0; i < 7000; i++) counts[integerBelow(state, 7)]++
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
})

test('a permutation contains every number once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer(), (count, seed) => {
      const order = permutation(seedRandom(seed), count)
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
    }),
  )
})

test('a permutation of one number draws nothing, and a seed always gives the same permutation', () => {
  const state = seedRandom(3)
  expect([...permutation(state, 1)]).toEqual([0])
  expect([...state]).toEqual([...seedRandom(3)])
  expect([...permutation(seedRandom(3), 50)]).toEqual([...permutation(seedRandom(3), 50)])
})

test('all orders of three numbers are equally likely', () => {
  const state = seedRandom(4)
  const counts = new Map<string, number>()
  for (let i = 0; i < 6000; i++) {
    const order = permutation(state, 3).join()
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  expect(counts.size).toBe(6)
  // Five standard deviations of a binomial count: sqrt(6000 / 6 * 5 / 6) = 29.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(5 * 29)
})
