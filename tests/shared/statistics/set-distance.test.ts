import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { energyDistance } from '../../../src-shared/statistics/energy-distance.ts'
import { compareSamples } from '../../../src-shared/statistics/kolmogorov-smirnov.ts'
import { distanceFrom } from '../../../src-shared/statistics/set-distance.ts'
import { signal } from './signal.ts'

/** Numbers of SciPy (tests/reference/higher-order.py). */
const { energy } = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/higher-order.json'), 'utf8'))
const rowsOf = (values: Float64Array) =>
  Array.from({ length: values.length / 3 }, (_, i) => values.subarray(3 * i, 3 * i + 3))
const first = rowsOf(signal(60))
const second = rowsOf(
  signal(200)
    .slice(80)
    .map((value) => 0.8 * value + 0.3),
)
const draws = (count: number, shift: (column: number) => number, seed: number) => {
  const random = seedRandom(seed)
  return Array.from({ length: count }, () => [0, 1, 2].map((column) => normal(random) + shift(column)))
}

describe('the energy distance', () => {
  test('is SciPy’s, of vectors and of numbers', () => {
    expect(energyDistance(first, second)).toBeCloseTo(energy.vectors, 12)
    const single = (rows: Float64Array[]) => rows.map((row) => [row[0]])
    const own = energyDistance(single(first), single(second))
    expect(own * Math.sqrt(2 * energy.between)).toBeCloseTo(energy.numbers, 12)
  })

  test('is 0 of a set from itself, 1 between two constants, and the same in both directions', () => {
    expect(energyDistance(first, first)).toBe(0)
    expect(energyDistance([[1, 2]], [[1, 2]])).toBe(0)
    expect(energyDistance([[1], [1]], [[3]])).toBe(1)
    expect(energyDistance(first, second)).toBeCloseTo(energyDistance(second, first), 14)
  })

  test('needs rows of one length', () => {
    expect(() => energyDistance([], first)).toThrow(RangeError)
    expect(() => energyDistance(first, [[1]])).toThrow('rows of different lengths cannot be compared')
  })
})

describe('the distance from the sky', () => {
  test('of one number per patch is that of Kolmogorov and Smirnov; of several, the energy distance', () => {
    const single = distanceFrom(first.map((row) => [row[0]]))(second.map((row) => [row[0]]))!
    expect(single.distance).toBe(
      compareSamples(
        first.map(([a]) => a),
        second.map(([a]) => a),
      ).distance,
    )
    const vector = distanceFrom(first)
    expect(vector(first)!.distance).toBe(0)
    expect(vector(second)!.distance).toBeGreaterThan(0.3)
  })

  test('of draws from one distribution is what chance makes of their number', () => {
    const several = distanceFrom(draws(150, () => 0, 1))(draws(100, () => 0, 2))!
    expect(several.distance / several.chance).toBeCloseTo(1, 0)
    expect(several.chance).toBeCloseTo(Math.sqrt((1 / 150 + 1 / 100) / 2), 12)
    const ratios = Array.from({ length: 40 }, (_, i) => {
      const [a, b] = [draws(60, () => 0, 100 + i), draws(40, () => 0, 200 + i)].map((rows) => rows.map(([x]) => [x]))
      const { distance, chance } = distanceFrom(a)(b)!
      return distance / chance
    })
    ratios.sort((a, b) => a - b)
    expect(ratios[20]).toBeGreaterThan(0.75)
    expect(ratios[20]).toBeLessThan(1.25)
  })

  test('counts all columns alike, whatever their unit', () => {
    const scaled = (rows: number[][]) => rows.map(([a, b, c]) => [1e-9 * a, b, 1e9 * c])
    const [sky, other] = [draws(50, () => 0, 3), draws(50, (column) => Number(column === 0), 4)]
    expect(distanceFrom(scaled(sky))(scaled(other))!.distance).toBeCloseTo(distanceFrom(sky)(other)!.distance, 12)
  })

  test('leaves out patches with a missing number, and is null without any', () => {
    const holed = [...first, Float64Array.of(NaN, 0, 0)]
    expect(distanceFrom(holed)(second)).toEqual(distanceFrom(first)(second))
    expect(distanceFrom(first)([[NaN, 1, 2]])).toBeNull()
    expect(distanceFrom([[NaN]])([[1]])).toBeNull()
  })

  test('of a number that standardisation has fixed is null; a column without spread counts as it is', () => {
    expect(distanceFrom([[1], [1 + 1e-9]])([[2], [3]])).toBeNull()
    const sky = [
      [0, 1],
      [0, 2],
      [0, 3],
    ]
    expect(distanceFrom(sky)(sky.map(([, b]) => [1, b]))!.distance).toBeGreaterThan(0.3)
  })
})
