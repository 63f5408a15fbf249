import { describe, expect, test } from 'vitest'
import { principalComponents, project, rebuild } from '../../../src-shared/statistics/principal-components.ts'
import reference from '../../reference/principal-components.json' with { type: 'json' }
import { signal } from './signal.ts'

const setOf = (items: number, length: number, falling = 0) =>
  signal(items * length).map((value, i) => value * (1 + (i % length)) ** -falling)

describe('principal components', () => {
  test.each(reference)('of $items items of $length values match NumPy’s', (expected) => {
    const { items, length, count, falling } = expected
    const set = setOf(items, length, falling)
    const found = principalComponents(set, items, length, count)
    expect(found.total / expected.total).toBeCloseTo(1, 12)
    expected.variances.forEach((variance, k) => expect(found.variances[k] / variance).toBeCloseTo(1, 6))
    const last = found.components.subarray((count - 1) * length)
    expected.last.forEach((value, j) => expect(last[j]).toBeCloseTo(value, 3))
    const scores = project(found, set).subarray((items - 1) * count)
    expected.scores.forEach((score, k) => expect(scores[k]).toBeCloseTo(score, 3))
  })

  test('are orthonormal', () => {
    const { components } = principalComponents(setOf(60, 45), 60, 45, 20)
    for (let a = 0; a < 20; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0
        for (let j = 0; j < 45; j++) product += components[a * 45 + j] * components[b * 45 + j]
        expect(product).toBeCloseTo(a === b ? 1 : 0, 12)
      }
    }
  })

  test('rebuild the set if they span it, and otherwise miss exactly the variance of the others', () => {
    const set = new Float32Array(setOf(10, 25))
    const whole = principalComponents(set, 10, 25, 25)
    expect(whole.variances).toHaveLength(9)
    rebuild(whole, project(whole, set)).forEach((value, i) => expect(value).toBeCloseTo(set[i], 6))
    const part = principalComponents(set, 10, 25, 4)
    const rest = rebuild(part, project(part, set)).reduce((sum, value, i) => sum + (value - set[i]) ** 2, 0) / 10
    expect(rest).toBeCloseTo(part.total - part.variances.reduce((sum, value) => sum + value), 6)
  })

  test('of sums of two patches span the plane of these two, whatever the mean', () => {
    const numbers = signal(90)
    const set = Float32Array.from({ length: 30 * 8 }, (_, at) => {
      const [i, j] = [Math.floor(at / 8), at % 8]
      return 100 + 3 * numbers[i] * Math.cos(j) + numbers[30 + i] * Math.sin(j)
    })
    const { variances, total, mean } = principalComponents(set, 30, 8, 6)
    expect((variances[0] + variances[1]) / total).toBeCloseTo(1, 9)
    expect(mean[0]).toBeGreaterThan(99)
  })

  test('are empty for a set that does not vary', () => {
    const { variances, components, mean } = principalComponents(new Float32Array(12).fill(2), 3, 4, 2)
    expect([variances.length, components.length, [...mean]]).toEqual([0, 0, [2, 2, 2, 2]])
  })

  test('are refused for values that are not items x length', () => {
    expect(() => principalComponents(new Float32Array(7), 2, 4, 1)).toThrow(/not a set of items/)
    expect(() => principalComponents(new Float32Array(0), 0, 4, 1)).toThrow(RangeError)
    const two = principalComponents(setOf(5, 4), 5, 4, 2)
    expect(() => project(two, [1, 2, 3])).toThrow(/not a set of items/)
  })
})
