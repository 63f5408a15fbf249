import { describe, expect, test } from 'vitest'
import { cutScale, digitsBetween, hasBothSigns } from '../../../src-shared/statistics/cut-scale.ts'

describe('a column of both signs', () => {
  test('has values of similar size on both sides of zero', () => {
    expect(hasBothSigns([-1, 1])).toBe(true)
    expect(hasBothSigns([-1, 0.11])).toBe(true)
    expect(hasBothSigns([-1, 0.1])).toBe(false)
    expect(hasBothSigns([-0.05, 1])).toBe(false)
    expect(hasBothSigns([0, 1])).toBe(false)
    expect(hasBothSigns([-2, -1])).toBe(false)
  })

  test('has zero in the middle of its scale, and both tails alike', () => {
    const scale = cutScale([-50, 50], [-1, 1])
    expect(scale.fraction(0)).toBe(0.5)
    for (const value of [0.01, 0.5, 3, 49]) expect(scale.fraction(value) + scale.fraction(-value)).toBeCloseTo(1, 14)
    // asinh bends at a quarter of the span, 0.5: asinh(2) of asinh(100) on either side of the middle.
    expect(scale.fraction(1)).toBeCloseTo(0.5 + Math.asinh(2) / Math.asinh(100) / 2, 14)
  })
})

describe('the scale of the cuts', () => {
  test('is straight for values within a decade or so, without a long tail', () => {
    const scale = cutScale([2, 6], [2.5, 5])
    for (const share of [0, 0.2, 0.5, 0.9, 1]) expect(scale.value(share)).toBeCloseTo(2 + 4 * share, 4)
  })

  test('gives each decade of a bright tail about the same room', () => {
    const scale = cutScale([1, 1e6], [1, 101])
    const decades = [1e3, 1e4, 1e5, 1e6].map((value) => scale.fraction(value))
    const steps = decades.slice(1).map((place, i) => place - decades[i])
    for (const step of steps) expect(step / steps[0]).toBeCloseTo(1, 3)
    // asinh(999 999) is the whole; far up, a decade is ln 10 of it.
    expect(steps[2]).toBeCloseTo(Math.LN10 / Math.asinh(999_999), 5)
  })

  test('shows most of the sky over much of its length, although the brightest pixel is far away', () => {
    const scale = cutScale([0, 1e4], [1, 200])
    expect(scale.fraction(200) - scale.fraction(1)).toBeGreaterThan(0.4)
  })

  test.each([
    [
      [-3, 9],
      [-1, 2],
    ],
    [
      [0.001, 5e5],
      [0.01, 40],
    ],
    [
      [2.7248, 2.7252],
      [2.7249, 2.7251],
    ],
    [
      [-9e20, -1e20],
      [-8e20, -2e20],
    ],
  ] as const)('of the range %j with cuts %j ascends, and is undone by its inverse', (range, cuts) => {
    const scale = cutScale(range, cuts)
    const values = Array.from({ length: 21 }, (_, i) => scale.value(i / 20))
    values.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(values[i]))
    values.forEach((value, i) => expect(scale.fraction(value)).toBeCloseTo(i / 20, 8))
    expect(scale.fraction(range[0] - 1e21)).toBe(0)
    expect(scale.fraction(range[1] + 1e21)).toBe(1)
  })

  test('of a map of one value runs between its cuts', () => {
    const scale = cutScale([0, 0], [0, 1])
    expect([scale.fraction(0), scale.fraction(1)]).toEqual([0, 1])
    expect(scale.fraction(0.25)).toBeCloseTo(0.25, 4)
    expect(scale.value(0.5)).toBeCloseTo(0.5, 4)
  })
})

describe('digits that tell two values apart', () => {
  test('grow with their size over their difference, whatever the sign', () => {
    expect(digitsBetween([0, 1], 4)).toBe(4)
    expect(digitsBetween([-2.725001, -2.725], 4)).toBe(10)
    expect(digitsBetween([99, 101], 3)).toBe(4)
  })

  test('are those of cuts far apart for a map of zeros, and all that there are for one of any other value', () => {
    expect(digitsBetween([0, 0], 4)).toBe(4)
    expect(digitsBetween([5, 5], 4)).toBe(17)
  })
})
