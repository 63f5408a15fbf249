import { describe, expect, it } from 'vitest'
import { cutScale, digitsBetween } from '../../../src-shared/statistics/cut-scale.ts'
import type { Stretch } from '../../../src-renderer/sky/sky-screen.ts'
import { transferOf } from '../../../src-renderer/sky/transfer.ts'
import { placeOf, roomBelow, stretchTicks } from '../../../src-renderer/sky/stretch.ts'

describe('the position of a value on the colour scale', () => {
  it('is the fraction between the cuts for a linear stretch', () => {
    expect(placeOf(3, [1, 5], 'linear')).toBe(0.5)
  })

  // aladin-lite's shader transfer_funcs.glsl: log(1000 x + 1) / log(1000), asinh(10 x) / 3, computed by hand.
  it('follows aladin-lite’s curves for log and asinh', () => {
    expect(placeOf(0.1, [0, 1], 'log')).toBeCloseTo(4.61512051684126 / 6.907755278982137, 12)
    expect(placeOf(0.25, [0, 1], 'sqrt')).toBe(0.5)
    expect(placeOf(0.1, [0, 1], 'asinh')).toBeCloseTo(0.881373587019543 / 3, 12)
  })

  it('is clipped at the cuts', () => {
    for (const stretch of ['linear', 'sqrt', 'log', 'asinh'] as const) {
      expect(placeOf(-7, [0, 1], stretch)).toBe(0)
      expect(placeOf(7, [0, 1], stretch)).toBeGreaterThan(0.999)
      expect(placeOf(7, [0, 1], stretch)).toBeLessThanOrEqual(1)
    }
  })
})

describe('labels of the colour scale', () => {
  it.each([
    [[1.21, 218], 'log'],
    [[-0.5, 0.5], 'asinh'],
    [[0, 1e-4], 'linear'],
    [[-300, -100], 'linear'],
  ] as const)('lie between the cuts %j, in order, without overlaps (%s)', (cuts, stretch) => {
    const ticks = stretchTicks(cuts, transferOf(stretch, cuts))
    expect(ticks.length).toBeGreaterThanOrEqual(2)
    ticks.forEach(({ value, place }, i) => {
      expect(value).toBeGreaterThanOrEqual(cuts[0])
      expect(value).toBeLessThanOrEqual(cuts[1])
      expect(place).toBeCloseTo(placeOf(value, cuts, stretch), 12)
      if (i > 0) expect(place - ticks[i - 1].place).toBeGreaterThan(1 / 7)
    })
  })
})

it('are equal steps between cuts that differ little compared with their size, as many as fit', () => {
  // Nine characters each: steps of 2e-7 would need 49 characters.
  expect(stretchTicks([2.725, 2.72500099], transferOf('linear', [2.725, 2.72500099])).map(({ text }) => text)).toEqual([
    '2.725',
    '2.7250005',
  ])
})

describe('the labels below a narrow bar', () => {
  it.each([60, 110, 160, 210])('of %d pixels do not overprint, and are at least one', (width) => {
    const room = roomBelow(width)
    for (const cuts of [
      [-0.0301, 0.0301],
      [1.21, 21_800],
      [2.725, 2.726],
    ] as const) {
      const ticks = stretchTicks(cuts, transferOf('linear', cuts), 1, room)
      expect(ticks.length).toBeGreaterThan(0)
      const spans = ticks.map(({ place, text: { length } }) => [place * (room - length), length])
      spans.forEach(([from], i) => i > 0 && expect(from).toBeGreaterThan(spans[i - 1][0] + spans[i - 1][1]))
    }
  })
  it('have the room of the narrowest inspector until their bar has a width', () => {
    expect(roomBelow(0)).toBe(roomBelow(2000))
  })
})

describe('the labels below the bar', () => {
  // In characters, on a bar with room for 34: each label starts at its position times the space that the label leaves
  // free.
  const spans = (cuts: readonly [number, number], stretch: Stretch) =>
    stretchTicks(cuts, transferOf(stretch, cuts)).map(({ place, text: { length } }) => [
      place * (34 - length),
      place * (34 - length) + length,
    ])
  it.each([
    [-1.2e-4, 3.4e-4],
    [-123456, 987654],
    [2.7252, 2.7258],
    [-3e-9, -1e-9],
    [1e9, 1e9 + 5],
    [2.725, 2.72500099],
    [1, 1e12],
  ])('of %d to %d neither overlap nor leave the bar, in any stretch', (low, high) => {
    for (const stretch of ['linear', 'sqrt', 'log', 'asinh'] as const) {
      const all = spans([low, high], stretch)
      for (const [i, [start, end]] of all.entries()) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeLessThanOrEqual(34 + 1e-9)
        if (i > 0) expect(start - all[i - 1][1]).toBeGreaterThanOrEqual(1)
      }
    }
  })
})

describe('the labels of values of both signs', () => {
  it('include zero', () => {
    for (const stretch of ['linear', 'sqrt', 'asinh', 'log'] as const)
      expect(
        stretchTicks([-0.1191, 0.15697], transferOf(stretch, [-0.1191, 0.15697])).map(({ value }) => value),
      ).toContain(0)
  })
})

it('gives cuts as many digits as needed to tell them apart', () => {
  expect(digitsBetween([1.21, 218], 4)).toBe(4)
  expect(digitsBetween([-1e-6, 1e-6], 4)).toBe(4)
  expect(digitsBetween([2.725, 2.725001], 4)).toBe(10)
  expect(digitsBetween([1e9, 1e9 + 1e-9], 4)).toBe(17)
})

describe('the scale of the cut sliders', () => {
  const scale = cutScale([-2, 20000], [1, 200])

  it('runs from the smallest to the largest value', () => {
    expect(scale.value(0)).toBeCloseTo(-2, 9)
    expect(scale.value(1)).toBeCloseTo(20000, 6)
    expect(scale.fraction(-5)).toBe(0)
    expect(scale.fraction(1e6)).toBe(1)
  })

  it('is inverted by its inverse', () => {
    for (const value of [-1, 0, 1, 17, 4000]) expect(scale.value(scale.fraction(value))).toBeCloseTo(value, 6)
  })

  it('treats both signs alike, and is straight for short tails', () => {
    const signed = cutScale([-50, 50], [-1, 1])
    expect([signed.fraction(0), signed.fraction(1) + signed.fraction(-1)]).toEqual([0.5, expect.closeTo(1, 12)])
    expect(cutScale([2, 6], [3, 5]).fraction(4)).toBeCloseTo(0.5, 4)
  })

  it('gives the cuts far more room than their fraction of the range', () => {
    expect(scale.fraction(200) - scale.fraction(1)).toBeGreaterThan(0.3)
  })
})
