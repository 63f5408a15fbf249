import { expect, test } from 'vitest'
import { latentCeiling } from '../../../src-shared/statistics/latent-ceiling.ts'

test('256 latents reach l = 406 on patches of 8 degrees, and four times as many reach twice as far', () => {
  expect(latentCeiling(256, 8)).toBeCloseTo(406.2, 1)
  expect(latentCeiling(1024, 8)).toBeCloseTo(2 * latentCeiling(256, 8), 10)
  expect(latentCeiling(256, 4)).toBeCloseTo(2 * latentCeiling(256, 8), 10)
})

test('there are as many real modes below the ceiling as latents', () => {
  const ceiling = latentCeiling(256, 8)
  let modes = 0
  for (let x = -30; x <= 30; x++) for (let y = -30; y <= 30; y++) modes += Number(Math.hypot(x, y) * 45 < ceiling)
  // Gauss's circle: 256, up to the modes on its rim.
  expect(modes).toBeGreaterThan(245)
  expect(modes).toBeLessThan(267)
})
