import { describe, expect, it } from 'vitest'
import { compareInHole, createHoleMeasures } from '../../../src-shared/inpainting/hole-measures.ts'
import { normal, seedRandom } from '../../../src-shared/random/index.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'

const size = 64
const random = seedRandom(5)
const rough = Float32Array.from({ length: size * size }, () => normal(random))
/** White noise smoothed over 5 x 5 pixels, of variance 1. */
const smooth = rough.map((_, i) => {
  const [row, column] = [Math.floor(i / size), i % size]
  let sum = 0
  for (let y = -2; y <= 2; y++) {
    for (let x = -2; x <= 2; x++) sum += rough[((row + y + size) % size) * size + ((column + x + size) % size)]
  }
  return sum / 5
})
const mask = figureMask('block', size)
const filled = (inside: (i: number) => number) => smooth.map((value, i) => (mask[i] === 1 ? value : inside(i)))

describe('a hole that is filled', () => {
  it('with the truth differs in nothing', () => {
    const same = compareInHole(smooth, smooth, mask, size)
    for (const value of [same.gradient, same.seam, same.contours, same.power]) expect(value).toBeCloseTo(1, 12)
    expect(same.histogram).toBe(0)
  })

  it('with half of the truth has half its steps and a quarter of its power', () => {
    const half = compareInHole(
      smooth,
      filled((i) => smooth[i] / 2),
      mask,
      size,
    )
    expect(half.gradient).toBeCloseTo(0.5, 6)
    expect(half.power).toBeCloseTo(0.25, 2)
    expect(half.contours).toBeLessThan(0.6)
    expect(half.histogram).toBeGreaterThan(0.1)
  })

  it('with a constant has no steps or contours, and no power to speak of', () => {
    const flat = compareInHole(
      smooth,
      filled(() => 0.4),
      mask,
      size,
    )
    expect(flat).toMatchObject({ gradient: 0, contours: 0 })
    expect(flat.seam).toBeGreaterThan(0)
    // What a constant leaks into the bands through a tapered hole is decoupled, or leaves no logarithm.
    expect(flat.power ?? 0).toBeLessThan(0.1)
    expect(flat.histogram).toBeGreaterThan(0.4)
  })

  it('with what does not meet the border has a seam', () => {
    const { seam, gradient } = compareInHole(
      smooth,
      filled((i) => smooth[i] + 3),
      mask,
      size,
    )
    expect(gradient).toBeCloseTo(1, 5)
    expect(seam).toBeGreaterThan(3)
  })

  it('is measured where it is, whatever is beside it', () => {
    const measures = createHoleMeasures(mask, size)
    const other = rough.map((value, i) => (mask[i] === 1 ? value : smooth[i]))
    expect(measures.of(other).steps).toBe(measures.of(smooth).steps)
    expect(measures.of(other).contours).toBe(measures.of(smooth).contours)
    expect(measures.values(other)).toEqual(measures.values(smooth))
  })
})

describe('a hole of one pixel', () => {
  it('has a seam, but neither steps, contours nor power', () => {
    const pixel = Uint8Array.from({ length: size * size }, (_, i) => Number(i !== 1000))
    const picture = smooth.map((value, i) => (i === 1000 ? value + 1 : value))
    const found = compareInHole(smooth, picture, pixel, size)
    expect(found).toMatchObject({ gradient: null, contours: null, power: null, histogram: 1 })
    expect(found.seam).toBeGreaterThan(0)
  })
})
