import { expect, test } from 'vitest'
import { seedRandom, uniform } from '../../../src-shared/random/index.ts'
import { dot, toVector, type Vector } from '../../../src-shared/sky/frames.ts'
import { nearIndex, reachInLongitude } from '../../../src-shared/sky/near-index.ts'

const random = seedRandom(7)
const some = (count: number): Vector[] =>
  Array.from({ length: count }, () =>
    toVector(360 * uniform(random), (180 * Math.asin(2 * uniform(random) - 1)) / Math.PI),
  )
const poles = [toVector(0, 90), toVector(0, -90), toVector(0, 0), toVector(359.999, 0)]

test.each([0.02, 0.3, 1.2, 2.9])('the directions within %f rad are those that a search of all finds', (radius) => {
  const axes = [...some(400), ...poles]
  const near = nearIndex(axes, radius)
  for (const vector of [...some(40), ...poles]) {
    const expected = axes.flatMap((axis, i) => (dot(axis, vector) >= Math.cos(radius) ? [i] : []))
    expect(near(vector).sort((a, b) => a - b)).toEqual(expected)
  }
})

test('a circle reaches further in longitude away from the equator, and around all of it at a pole', () => {
  expect(reachInLongitude(0, Math.PI / 18)).toBeCloseTo(10, 6)
  expect(Math.sin((reachInLongitude(60, 0.1) * Math.PI) / 180)).toBeCloseTo(Math.sin(0.1) / 0.5, 6)
  expect(reachInLongitude(-85, 0.1)).toBe(180)
})

test('no directions have none near them', () => expect(nearIndex([], 0.1)(toVector(3, 4))).toEqual([]))
