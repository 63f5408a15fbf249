import { expect, it } from 'vitest'
import { patchInMapUnit } from '../../../src-shared/sky/patch-in-map-unit.ts'

it('every channel of a patch gets back its own standard, and the intensity alone its logarithm', () => {
  const standards = [
    { mean: 1, std: 0.5 },
    { mean: 0, std: 4 },
    { mean: -1, std: 4 },
  ]
  const values = Float32Array.of(0, 1, 2, -2, -1, 0.5)
  const back = patchInMapUnit(values, ['I', 'Q', 'U'], standards, { scale: 'log' })
  ;[Math.E, 4, 7, 1, -4, 1].forEach((value, i) => expect(back[i]).toBeCloseTo(value, 6))
  expect([...patchInMapUnit(values.subarray(0, 2), ['I'], [{ mean: 3, std: 2 }], { scale: 'linear' })]).toEqual([3, 5])
})
