import { expect, test } from 'vitest'
import { coverage } from '../../../src-shared/sky/coverage.ts'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'

/** Solid angle of a square pyramid of side a (radians on a plane at distance 1). */
const square = (a: number) => 4 * Math.asin((a / 2) ** 2 / (1 + (a / 2) ** 2))
const eight = (8 * Math.PI) / 180

test('patches that do not touch cover the sky once', () => {
  const { sky, twice, mean } = coverage(
    [
      { lon: 0, lat: 0 },
      { lon: 90, lat: 40 },
    ],
    8,
  )
  expect(sky / ((2 * square(eight)) / (4 * Math.PI))).toBeCloseTo(1, 3)
  expect([twice, mean]).toEqual([0, 1])
})

test('two patches of the same place cover it twice', () => {
  const { sky, twice, mean } = coverage(
    [
      { lon: 10, lat: 0 },
      { lon: 10, lat: 0 },
    ],
    8,
  )
  expect(sky / (square(eight) / (4 * Math.PI))).toBeCloseTo(1, 3)
  expect([twice, mean]).toEqual([1, 2])
})

test('half a patch beside another covers a third of both twice', () => {
  const shift = (Math.atan(eight / 2) * 180) / Math.PI
  const { twice, mean } = coverage(
    [
      { lon: 0, lat: 0 },
      { lon: shift, lat: 0 },
    ],
    8,
  )
  // Of 3 halves, 1 is covered twice: 4 halves over 3.
  expect(twice).toBeCloseTo(1 / 3, 1)
  expect(mean).toBeCloseTo(4 / 3, 1)
})

test('the paper’s grid has four patches over each place inside: steps of half a width', () => {
  const { sky, twice, mean } = coverage(patchGrid({ step: 4, minLatitude: 15, rowRule: 'edge' }), 8)
  // |b| > 15 deg is 1 - sin 15 deg of the sky; patches reach 4 deg further.
  expect(sky).toBeGreaterThan(1 - Math.sin((15 * Math.PI) / 180))
  expect(sky).toBeLessThan(1 - Math.sin((10 * Math.PI) / 180))
  expect(twice).toBeGreaterThan(0.9)
  expect(mean).toBeGreaterThan(3.5)
  expect(mean).toBeLessThan(4.3)
})

test('no patches cover nothing', () => expect(coverage([], 8)).toEqual({ sky: 0, twice: 0, mean: 0 }))
