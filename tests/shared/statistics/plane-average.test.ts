import { expect, test } from 'vitest'
import { transformPlane } from '../../../src-shared/statistics/fourier-transform.ts'
import { lowPass } from '../../../src-shared/statistics/morlet-filters.ts'
import { patchWeights, planeAverage, positionWeights } from '../../../src-shared/statistics/plane-average.ts'
import { signal } from './signal.ts'

test('means of a plane are products of weights along both axes, of its real part alone', () => {
  const plane = Float64Array.of(1, 99, 2, 99, 3, 99, 4, 99, 5, 99, 6, 99)
  const { rows, columns, of } = planeAverage(
    [Float64Array.of(1, 0), Float64Array.of(0.5, 0.5)],
    [Float64Array.of(0, 0, 2), Float64Array.of(1, 1, 1)],
  )
  const out = new Float64Array(6).fill(7)
  of(plane, out, 1)
  expect([rows, columns]).toEqual([2, 2])
  expect([...out]).toEqual([7, 6, 6, 9, 10.5, 7])
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
