import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fromUnit,
  hasValue,
  levelAt,
  levelCount,
  levelOf,
  toUnit,
} from '../../../../src-shared/optimize/space/distribution.ts'
import type { Distribution } from '../../../../src-shared/optimize/space/search-space.ts'

const float: Distribution = { kind: 'float', low: -1, high: 3 }
const decades: Distribution = { kind: 'float', low: 1e-5, high: 1e-1, log: true }
const tenths: Distribution = { kind: 'float', low: 0, high: 1, step: 0.1 }
const whole: Distribution = { kind: 'int', low: 3, high: 7 }
const powers: Distribution = { kind: 'int', low: 1, high: 64, log: true }
const choices: Distribution = { kind: 'categorical', choices: ['a', 7, true] }

describe('levels', () => {
  test.each([
    [float, Infinity],
    [decades, Infinity],
    [tenths, 11],
    [whole, 5],
    [powers, 64],
    [choices, 3],
    [{ kind: 'float', low: 2, high: 2 }, 1],
    [{ kind: 'int', low: 1, high: 10, step: 4 }, 3],
  ] as [Distribution, number][])('of %j are %d', (distribution, count) => {
    expect(levelCount(distribution)).toBe(count)
  })

  test('are numbers without binary rounding noise', () => {
    expect(Array.from({ length: 11 }, (_, i) => levelAt(tenths, i))).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ])
  })

  test('are found by value, even after rounding errors', () => {
    expect(levelOf(tenths, 0.1 + 0.2)).toBe(3)
    expect(levelOf(tenths, 0.35)).toBe(-1)
    expect(levelOf(tenths, 1.1)).toBe(-1)
    expect(levelOf(tenths, -0.1)).toBe(-1)
    expect(levelOf(choices, true)).toBe(2)
    expect(levelOf(choices, 'true')).toBe(-1)
    expect(levelOf(whole, '4')).toBe(-1)
  })
})

describe('a value', () => {
  test.each([
    [float, -1, true],
    [float, 3.1, false],
    [float, NaN, false],
    [float, '1', false],
    [decades, 1e-5, true],
    [decades, 0, false],
    [whole, 7, true],
    [whole, 3.5, false],
    [choices, 7, true],
    [choices, '7', false],
  ] as [Distribution, number | string, boolean][])('of %j can be %j: %s', (distribution, value, can) => {
    expect(hasValue(distribution, value)).toBe(can)
  })
})

describe('the unit interval', () => {
  test.each([
    [float, 1, 0.5],
    [decades, 1e-3, 0.5],
    // Five cells of width 1/5: 3 is the middle of the first, 7 of the last.
    [whole, 3, 0.1],
    [whole, 7, 0.9],
    [choices, 7, 0.5],
    [{ kind: 'float', low: 2, high: 2 }, 2, 0.5],
    // Cells extend half a unit to both sides: ln(8 / 0.5) / ln(64.5 / 0.5).
    [powers, 8, Math.log(16) / Math.log(129)],
  ] as [Distribution, number, number][])('has of %j the value %d at %d', (distribution, value, u) => {
    expect(toUnit(distribution, value)).toBeCloseTo(u, 12)
    expect(fromUnit(distribution, u)).toBeCloseTo(value, 12)
  })

  test('gives a value of the distribution everywhere, ends included', () => {
    const u = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(fc.constantFrom(float, decades, tenths, whole, powers, choices), u, (distribution, at) => {
        expect(hasValue(distribution, fromUnit(distribution, at))).toBe(true)
      }),
    )
  })

  test('gives each level the same width', () => {
    const counts = [0, 0, 0]
    for (let i = 0; i < 300; i++) counts[levelOf(choices, fromUnit(choices, (i + 0.5) / 300))]++
    expect(counts).toEqual([100, 100, 100])
  })
})
