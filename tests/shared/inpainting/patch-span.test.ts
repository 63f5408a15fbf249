import { describe, expect, it } from 'vitest'
import { spanOfPatches } from '../../../src-shared/inpainting/patch-span.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'

const pixels = 50
const random = seedRandom(3)
const shapes = [0, 1, 2].map(() => Float32Array.from({ length: pixels }, () => normal(random)))
/** A combination of three shapes, and noise. */
const patch = (noise: number) => {
  const weights = shapes.map(() => normal(random))
  return Float32Array.from({ length: pixels }, (_, i) => {
    return shapes.reduce((sum, shape, k) => sum + weights[k] * shape[i], noise * normal(random))
  })
}
const groupOf = (count: number, noise: number) =>
  Float32Array.from(Array.from({ length: count }, () => [...patch(noise)]).flat())

describe('the span of patches', () => {
  it('has the covariance of nine in ten, and the variance of the mean', () => {
    const groups = [groupOf(4, 0.1), groupOf(6, 0.1)]
    const { rows, mean } = spanOfPatches(groups, pixels, 2)
    expect(rows).toHaveLength(10 * pixels)
    const nine = [0, 1, 2, 3].map((k) => groups[0].subarray(k * pixels))
    nine.push(...[0, 1, 2, 3, 4].map((k) => groups[1].subarray(k * pixels)))
    const center = (i: number) => nine.reduce((sum, one) => sum + one[i], 0) / 9
    expect(mean[7]).toBeCloseTo(center(7), 6)
    const expected = nine.reduce((sum, one) => sum + (one[7] - center(7)) * (one[20] - center(20)), 0) / 8 + 2
    let found = 0
    for (let k = 0; k < 10; k++) found += rows[k * pixels + 7] * rows[k * pixels + 20]
    expect(found).toBeCloseTo(expected, 5)
  })

  it('leaves to every pixel what the other tenth has beside it', () => {
    expect(spanOfPatches([groupOf(40, 0)], pixels, 0).remainder).toBeLessThan(1e-8)
    // Thirty-six patches of noise span 35 of 50 dimensions about their mean.
    const { remainder } = spanOfPatches([groupOf(40, 0.3)], pixels, 0)
    expect(remainder).toBeGreaterThan(0.01)
    expect(remainder).toBeLessThan(0.05)
  })

  it('needs two patches', () => {
    expect(() => spanOfPatches([patch(0)], pixels, 0)).toThrow('at least two patches, not 1')
  })
})
