import { expect, test } from 'vitest'
import { pooledStandard, restandardise } from '../../../src-shared/sky/restandardise.ts'

const standardOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  return { mean, std: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) }
}

test('the standard of several patches is that of all their pixels', () => {
  const [a, b] = [
    [1, 2, 6],
    [10, 11, 12, 13, 30],
  ]
  const pooled = pooledStandard([a, b].map((values) => ({ ...standardOf(values), pixels: values.length })))
  const all = standardOf([...a, ...b])
  expect(pooled.mean).toBeCloseTo(all.mean, 12)
  expect(pooled.std).toBeCloseTo(all.std, 12)
})

test('values expressed by another standard are those of the other, channel by channel', () => {
  const values = Float32Array.of(1, -1, -1, 1)
  restandardise(
    values,
    [
      { mean: 10, std: 2 },
      { mean: 0, std: 3 },
    ],
    [
      { mean: 8, std: 4 },
      { mean: 0, std: 1 },
    ],
  )
  // 12 and 8 in the first channel, -3 and 3 in the second.
  expect([...values]).toEqual([1, -3, 0, 3])
})

test('missing pixels stay 0', () => {
  const values = Float32Array.of(0, 2)
  restandardise(values, [{ mean: 5, std: 1 }], [{ mean: 0, std: 1 }], Uint8Array.of(0, 1))
  expect([...values]).toEqual([0, 7])
})
