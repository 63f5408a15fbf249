import { expect, test } from 'vitest'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { distanceToMasked } from '../../../src-shared/statistics/distance-transform.ts'
import namaster from '../../reference/namaster.json' with { type: 'json' }
import reference from '../../reference/statistics.json' with { type: 'json' }
import { framedMask } from './namaster-maps.ts'
import { signal } from './signal.ts'

test('distances to the nearest masked pixel match SciPy’s', () => {
  const { rows, columns, below, values } = reference.distance
  const mask = signal(rows * columns).map((value) => (value < below ? 1 : 0))
  distanceToMasked(mask, rows, columns).forEach((distance, i) => expect(distance).toBeCloseTo(values[i], 12))
})

test('distances are infinite if nothing is masked, unless the outside counts as masked', () => {
  expect([...distanceToMasked([1, 1, 1], 1, 3, 'seen')]).toEqual([Infinity, Infinity, Infinity])
  expect([...distanceToMasked([1, 1, 0], 1, 3, 'seen')]).toEqual([2, 1, 0])
  expect([...distanceToMasked([1, 1, 1], 1, 3)]).toEqual([1, 1, 1])
})

// NaMaster approximates the Gaussian of Smooth: 2.355 for the square root of 8 ln 2, and a table for the exponential.
test.each([
  ['C1', 1e-14],
  ['C2', 1e-14],
  ['Smooth', 1e-4],
] as const)('%s apodises a mask with weights, a frame and a hole as NaMaster does', (taper, within) => {
  const { nx, ny, pixel, apodised } = namaster
  const weights = apodise(framedMask, ny, nx, { length: 1.3, pixel, taper, outside: 'seen' })
  apodised[taper].forEach((weight, i) => expect(Math.abs(weights[7 * i] - weight)).toBeLessThan(within))
})

test('C1 and C2 rise from 0 at the mask to 1 at the apodisation length', () => {
  const mask = new Float64Array(101 * 101).fill(1)
  mask[50 * 101 + 50] = 0
  const options = { length: 0.4, pixel: 0.1 }
  const along = (taper: 'C1' | 'C2') => [
    ...apodise(mask, 101, 101, { ...options, taper }).slice(50 * 101 + 50, 50 * 101 + 55),
  ]
  const quarters = [0, 0.25, 0.5, 0.75, 1]
  along('C1').forEach((weight, i) =>
    expect(weight).toBeCloseTo(quarters[i] - Math.sin(2 * Math.PI * quarters[i]) / (2 * Math.PI), 12),
  )
  along('C2').forEach((weight, i) => expect(weight).toBeCloseTo((1 - Math.cos(Math.PI * quarters[i])) / 2, 12))
})

test('fractional weights are kept, and a length of 0 leaves the mask unchanged', () => {
  const mask = new Float64Array(9).fill(0.3)
  expect(apodise(mask, 3, 3, { length: 0, pixel: 1 })).toEqual(mask)
  expect(apodise(mask, 3, 3, { length: 2, pixel: 1 })[4]).toBeCloseTo(0.3, 12)
  expect(apodise(mask, 3, 3, { length: 2, pixel: 1 })[0]).toBeCloseTo(0.15, 12)
})
