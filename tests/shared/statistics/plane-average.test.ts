import { expect, test } from 'vitest'
import { transformPlane } from '../../../src-shared/statistics/fourier-transform.ts'
import { lowPass } from '../../../src-shared/statistics/morlet-filters.ts'
import { patchWeights, planeAverage, positionWeights } from '../../../src-shared/statistics/plane-average.ts'
import { signal } from './signal.ts'

test('means of a plane are products of weights along both axes', () => {
  const plane = Float64Array.of(1, 2, 3, 4, 5, 6)
  const weights = [Float64Array.of(0, 0, 2), Float64Array.of(1, 1, 1)]
  const { rows, columns, seen, of } = planeAverage([Float64Array.of(1, 0), Float64Array.of(0.5, 0.5)], weights)
  const out = new Float64Array(6).fill(7)
  of(plane, { from: 0, to: 3 }, out, 1)
  expect([rows, columns]).toEqual([2, 2])
  expect(seen).toEqual({ rows: { from: 0, to: 2 }, columns: { from: 0, to: 3 } })
  expect([...out]).toEqual([7, 6, 6, 9, 10.5, 7])
})

test('of a plane, only what has a weight is seen, and may be all there is of its columns', () => {
  const { seen, of } = planeAverage([Float64Array.of(0, 1, 0)], [Float64Array.of(0, 0.5, 0.5, 0)])
  expect(seen).toEqual({ rows: { from: 1, to: 2 }, columns: { from: 1, to: 3 } })
  const out = new Float64Array(2)
  of(Float64Array.of(9, 9, 9, 9, 9, 1, 5, 9, NaN, NaN, NaN, NaN), { from: 0, to: 4 }, out, 0)
  of(Float64Array.of(NaN, NaN, 1, 5, 9, 9), seen.columns, out, 1)
  expect([...out]).toEqual([3, 3])
})

test('weights of a patch are equal within it, and 0 on its border', () => {
  expect([...patchWeights(4, 8, 0)[0]]).toEqual([0, 0, 0.25, 0.25, 0.25, 0.25, 0, 0])
  expect([...patchWeights(4, 8, 1)[0]]).toEqual([0, 0.5, 0.5, 0])
  // An odd border: pixels 1, 2 and 3 of six are the patch's; every other one starts at pixel 0.
  expect([...patchWeights(3, 6, 1)[0]]).toEqual([0, 1, 0])
})

test.each([0, 1, 2])(
  'weights of positions are Kymatio’s low-pass filter and subsampling, at resolution %i',
  (resolution) => {
    const [padded, scales] = [32, 3]
    const length = padded / 2 ** resolution
    const line = signal(2 * length).map((value, i) => (i % 2 === 0 ? value : 0))
    const weights = positionWeights(16, padded, resolution, scales)
    expect(weights.length).toBe(padded / 2 ** scales - 2)
    const filtered = line.slice()
    transformPlane(filtered, 1, length, 'forward')
    const filter = lowPass(padded, scales)
    for (let i = 0; i < length; i++) {
      const value = filter[i < length / 2 ? i : i + padded - length]
      filtered[2 * i] *= value
      filtered[2 * i + 1] *= value
    }
    transformPlane(filtered, 1, length, 'inverse')
    const step = 2 ** (scales - resolution)
    weights.forEach((own, position) => {
      const mean = own.reduce((sum, weight, i) => sum + weight * line[2 * i], 0)
      expect(mean).toBeCloseTo(filtered[2 * (position + 1) * step], 13)
    })
  },
)
