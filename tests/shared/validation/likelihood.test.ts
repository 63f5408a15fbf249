import { describe, expect, it } from 'vitest'
import { likelihoodOf, likelihoodSchema } from '../../../src-shared/validation/likelihood.ts'

describe('a likelihood', () => {
  it('is the mean of ln p with its standard error', () => {
    // Deviations -3, -1, 1, 3: a sample variance of 20 / 3, of the mean 20 / 12.
    const found = likelihoodOf([7, 9, 11, 13], { space: 'latents', values: 5 })
    expect(found).toMatchObject({ count: 4, nats: { mean: 10 }, bitsPerPixel: null })
    expect(found.nats.error).toBeCloseTo(Math.sqrt(20 / 12), 12)
    expect(likelihoodSchema.parse(found)).toEqual(found)
  })

  it('of patches is in bits per pixel too, of the other sign', () => {
    const { bitsPerPixel } = likelihoodOf([-64 * Math.LN2, -128 * Math.LN2], { space: 'patches', values: 64 })
    expect(bitsPerPixel!.mean).toBeCloseTo(1.5, 12)
    expect(bitsPerPixel!.error).toBeCloseTo(0.5, 12)
  })

  it('of one patch has no error', () => {
    const { nats, bitsPerPixel } = likelihoodOf([3], { space: 'patches', values: 4 })
    expect(nats).toEqual({ mean: 3, error: null })
    expect(bitsPerPixel!.error).toBeNull()
  })
})
