import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { coverageAndDensity } from '../../../src-shared/statistics/coverage-density.ts'
import { signal } from './signal.ts'

/** Numbers of NumPy from the definitions (tests/reference/higher-order.py). */
const { coverage } = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/higher-order.json'), 'utf8'))
const rowsOf = (values: Float64Array) =>
  Array.from({ length: values.length / 3 }, (_, i) => values.subarray(3 * i, 3 * i + 3))
const draws = (count: number, seed: number, shift = 0) => {
  const random = seedRandom(seed)
  return Array.from({ length: count }, () => [normal(random) + shift, normal(random)])
}

describe('coverage and density', () => {
  test('are NumPy’s from their definitions', () => {
    const fake = signal(300)
      .slice(180)
      .map((value) => 0.7 * value + 0.1)
    const found = coverageAndDensity(rowsOf(signal(120)), rowsOf(fake))!
    expect(found.coverage).toBeCloseTo(coverage.coverage, 12)
    expect(found.density).toBeCloseTo(coverage.density, 12)
  })

  test('of the same distribution are as expected: 1 in density, nearly 1 in coverage', () => {
    const all = Array.from({ length: 8 }, (_, i) => coverageAndDensity(draws(150, i), draws(200, 50 + i))!)
    const mean = (of: (one: (typeof all)[number]) => number) => all.reduce((sum, one) => sum + of(one), 0) / all.length
    expect(mean(({ density }) => density)).toBeCloseTo(1, 1)
    expect(mean(({ coverage: share, expected }) => share - expected)).toBeCloseTo(0, 1)
    expect(all[0].expected).toBeGreaterThan(0.98)
    expect(all[0].densityError).toBeLessThan(0.1)
  })

  test('fall if samples leave out a part of the sky, or lie where no sky is', () => {
    const sky = draws(150, 1)
    const half = coverageAndDensity(
      sky,
      draws(400, 2).filter(([x]) => x > 0),
    )!
    expect(half.coverage).toBeLessThan(0.75)
    expect(half.density).toBeGreaterThan(0.8)
    expect(coverageAndDensity(sky, draws(150, 3, 50))).toMatchObject({ coverage: 0, density: 0 })
  })

  test('need more than five patches of sky, and a sample', () => {
    expect(coverageAndDensity(draws(5, 1), draws(9, 2))).toBeNull()
    expect(coverageAndDensity(draws(9, 1), [])).toBeNull()
  })
})
