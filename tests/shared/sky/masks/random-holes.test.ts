import { expect, test } from 'vitest'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { randomHoles } from '../../../../src-shared/sky/masks/random-holes.ts'

const shares = (size: number, count: number) => {
  const random = seedRandom(3)
  return Array.from({ length: count }, () => {
    const mask = randomHoles(size, random)
    return mask.reduce((sum, seen) => sum + 1 - seen, 0) / mask.length
  })
}

test('random holes are from a pixel to three quarters of a patch, small ones as often as large ones', () => {
  const of = shares(32, 400).sort((a, b) => a - b)
  expect(of[0]).toBeGreaterThan(0)
  expect(of.at(-1)).toBeLessThanOrEqual(0.75)
  expect(of[100]).toBeLessThan(0.15)
  expect(of[300]).toBeGreaterThan(0.25)
})

test('random holes are anywhere in a patch', () => {
  const random = seedRandom(1)
  const seen = new Float64Array(16 ** 2)
  for (let i = 0; i < 400; i++) randomHoles(16, random).forEach((value, at) => (seen[at] += value / 400))
  for (const share of seen) {
    expect(share).toBeGreaterThan(0.5)
    expect(share).toBeLessThan(0.9)
  }
})

test('random holes are those of their stream of random numbers', () => {
  expect(randomHoles(24, seedRandom(5))).toEqual(randomHoles(24, seedRandom(5)))
  expect(randomHoles(24, seedRandom(5))).not.toEqual(randomHoles(24, seedRandom(6)))
})
