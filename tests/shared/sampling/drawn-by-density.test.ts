import { expect, it } from 'vitest'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { drawnByDensity } from '../../../src-shared/sampling/drawn-by-density.ts'

it('points are drawn in proportion to their densities, whatever the constant', () => {
  const random = seedRandom(1)
  const drawn = Array.from({ length: 10_000 }, () =>
    drawnByDensity(['a', 'b', 'c', 'd'], [-2000, -2000 + Math.log(3), -2100, -Infinity], random),
  )
  const share = (of: string) => drawn.filter((one) => one === of).length / drawn.length
  // Four standard errors.
  expect(Math.abs(share('b') - 0.75)).toBeLessThan(0.018)
  expect(share('a') + share('b')).toBe(1)
})
