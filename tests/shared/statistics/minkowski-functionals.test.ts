import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { evenThresholds, minkowskiFunctionals } from '../../../src-shared/statistics/minkowski-functionals.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'
import { normalCdf } from '../../../src-shared/statistics/normal-distribution.ts'
import { gaussianFields } from './gaussian-field.ts'

const size = 128
const area = (size - 1) ** 2
const picture = (value: (x: number, y: number) => number) =>
  Float32Array.from({ length: size * size }, (_, i) => value(i % size, Math.floor(i / size)))
const of = (map: ArrayLike<number>, threshold: number) => {
  const { v0, v1, v2 } = minkowskiFunctionals(map, size, size, [threshold])
  return [v0[0], v1[0], v2[0]]
}

describe('Minkowski functionals', () => {
  test('of a disc are its area, its border and one region', () => {
    for (const radius of [10.3, 40, 55.5]) {
      const [v0, v1, v2] = of(
        picture((x, y) => radius - Math.hypot(x - 62.2, y - 64.7)),
        0,
      )
      expect(v0 / ((Math.PI * radius ** 2) / area)).toBeCloseTo(1, 2)
      expect(v1 / ((2 * Math.PI * radius) / 4 / area)).toBeCloseTo(1, 2)
      expect(v2 * area).toBeCloseTo(1, 10)
    }
  })

  test('of a ring are those of the larger disc minus the smaller one, with regions minus holes of zero', () => {
    const [v0, v1, v2] = of(
      picture((x, y) => 10 - Math.abs(Math.hypot(x - 64, y - 63) - 40)),
      0,
    )
    expect(v0 / ((Math.PI * (50 ** 2 - 30 ** 2)) / area)).toBeCloseTo(1, 2)
    expect(v1 / ((2 * Math.PI * 80) / 4 / area)).toBeCloseTo(1, 2)
    expect(v2 * area).toBeCloseTo(0, 10)
  })

  test('of a half plane are exact at any angle: area, length / 4, and less than one corner of curvature where it leaves the map', () => {
    for (const slope of [0, 0.3, 1]) {
      const [v0, v1, v2] = of(
        picture((x, y) => y - 63.5 - slope * (x - 63.5)),
        0,
      )
      expect(v0).toBeCloseTo(0.5, 6)
      expect(v1).toBeCloseTo((127 * Math.hypot(1, slope)) / 4 / area, 6)
      expect(Math.abs(v2 * area)).toBeLessThanOrEqual(0.25 + 1e-12)
    }
  })

  test('of single squares: corners are triangles, and saddles connect as on the bilinear surface', () => {
    const square = (values: number[], threshold: number) => {
      const { v0, v1, v2 } = minkowskiFunctionals(values, 2, 2, [threshold])
      return [v0[0], v1[0], v2[0]]
    }
    const expected = (values: number[]) => values.map((value) => expect.closeTo(value, 12))
    expect(square([1, 0, 0, 0], 0.5)).toEqual(expected([1 / 8, Math.SQRT1_2 / 4, 1 / 4]))
    expect(square([0, 1, 1, 1], 0.5)).toEqual(expected([7 / 8, Math.SQRT1_2 / 4, -1 / 4]))
    // A saddle of height 1/2: above it two corners are separate, below it connected.
    expect(square([1, 0, 0, 1], 0.75)).toEqual(expected([2 / 32, (2 * Math.SQRT2) / 16, 2 / 4]))
    expect(square([1, 0, 0, 1], 0.25)).toEqual(expected([1 - 2 / 32, (2 * Math.SQRT2) / 16, -2 / 4]))
    expect(square([2, 3, 2, 3], 1)).toEqual([1, 0, 0])
    expect(square([2, 3, 2, 3], 4)).toEqual([0, 0, 0])
  })

  test('of a map and its negative describe the same borders from both sides', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 }), (values) => {
        const at = [-0.61, 0.0137, 0.43]
        const map = minkowskiFunctionals(values, 5, 6, at)
        const negative = minkowskiFunctionals(
          values.map((value) => -value),
          5,
          6,
          at.map((value) => -value).reverse(),
        )
        at.forEach((_, k) => {
          expect(map.v0[k] + negative.v0[2 - k]).toBeCloseTo(1, 10)
          expect(map.v1[k]).toBeCloseTo(negative.v1[2 - k], 10)
          expect(map.v2[k]).toBeCloseTo(-negative.v2[2 - k], 10)
        })
      }),
    )
  })

  test('ignore squares with a NaN, and refuse maps without any other', () => {
    const holed = [0, 0, NaN, 1, 1, 1]
    expect(minkowskiFunctionals(holed, 2, 3, [0.5])).toEqual(minkowskiFunctionals([0, 0, 1, 1], 2, 2, [0.5]))
    expect(() => minkowskiFunctionals([1, 2, 3, NaN], 2, 2, [0])).toThrow(/no contours/)
    expect(() => minkowskiFunctionals([1, 2, 3], 2, 2, [0])).toThrow(/does not fill/)
  })
})

describe('over 200 Gaussian fields, smooth on the scale of a pixel', () => {
  const side = 96
  const patch = { rows: side, columns: side, lx: side, ly: side }
  // Correlation exp(-r^2 / 2 w^2): the slope along one axis has variance 1 / w^2.
  const w = 6
  const power = (k: number) => 2 * Math.PI * w * w * Math.exp((-k * k * w * w) / 2)
  const thresholds = evenThresholds(-3, 3)
  const random = seedRandom(1998)
  const found = Array.from({ length: 100 }, () => gaussianFields(patch, power, random))
    .flat()
    .map((field) => minkowskiFunctionals(field, side, side, thresholds))

  const closedForms = {
    v0: (t: number) => 1 - normalCdf(t),
    v1: (t: number) => Math.exp((-t * t) / 2) / w / 8,
    v2: (t: number) => ((t / w ** 2) * Math.exp((-t * t) / 2)) / (2 * Math.PI) ** 1.5,
  }
  test.each(['v0', 'v1', 'v2'] as const)(
    '%s is its closed form within 3.5 standard errors at all 32 thresholds',
    (kind) => {
      expect(thresholds).toHaveLength(32)
      thresholds.forEach((threshold, k) => {
        const { mean, variance, count } = moments(found.map((functionals) => functionals[kind][k]))
        const offset = (mean - closedForms[kind](threshold)) / Math.sqrt(variance / count)
        expect(Math.abs(offset)).toBeLessThan(3.5)
      })
    },
  )

  // The length that straight contours lose is second order in the pixel width: 2.5 % at w = 2 pixels, 0.3 % at w = 4.
  test('straight contours lose 2 to 3 % of the border at a correlation length of two pixels', () => {
    const rough = Array.from({ length: 100 }, () =>
      gaussianFields(patch, (k) => 2 * Math.PI * 4 * Math.exp(-k * k * 2), random),
    ).flat()
    const lengths = rough.map((field) => minkowskiFunctionals(field, side, side, [0]).v1[0])
    const { mean } = moments(lengths)
    expect(mean * 8 * 2).toBeGreaterThan(0.97)
    expect(mean * 8 * 2).toBeLessThan(0.98)
  })
})

test('white noise has equally many regions and holes at its median', () => {
  const random = seedRandom(11)
  const noise = Float32Array.from({ length: size * size }, () => normal(random))
  expect(Math.abs(of(noise, 0)[2])).toBeLessThan(0.01)
})
