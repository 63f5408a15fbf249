import { describe, expect, it } from 'vitest'
import { likelihoodDifference, likelihoodOf, likelihoodSchema } from '../../../src-shared/validation/likelihood.ts'
import { madeLikelihood } from './made-likelihood.ts'

describe('a likelihood', () => {
  it('is the mean of ln p with its standard error', () => {
    // Deviations -3, -1, 1, 3: a sample variance of 20 / 3, of the mean 20 / 12.
    const found = madeLikelihood([7, 9, 11, 13])
    expect(found).toMatchObject({ nats: { mean: 10 }, bitsPerPixel: null })
    expect(found.nats.error).toBeCloseTo(Math.sqrt(20 / 12), 12)
    expect(likelihoodSchema.parse(found)).toEqual(found)
  })

  it('of patches is in bits per pixel too, of the other sign', () => {
    const { bitsPerPixel } = madeLikelihood([-64 * Math.LN2, -128 * Math.LN2], { space: 'patches', values: 64 })
    expect(bitsPerPixel!.mean).toBeCloseTo(1.5, 12)
    expect(bitsPerPixel!.error).toBeCloseTo(0.5, 12)
  })

  it('of one patch has no error', () => {
    const { nats, bitsPerPixel } = madeLikelihood([3], { space: 'patches', values: 4 })
    expect(nats).toEqual({ mean: 3, error: null })
    expect(bitsPerPixel!.error).toBeNull()
  })
})

describe('the difference of two likelihoods', () => {
  const one = madeLikelihood([100, -50, 30])

  it('is that of the same patches, with an error far below that of either mean', () => {
    // 1, 2 and 3 nats more: a sample variance of 1, of the mean 1 / 3.
    const other = madeLikelihood([99, -52, 27])
    const difference = likelihoodDifference(one, other)!
    expect(difference.mean).toBeCloseTo(2, 12)
    expect(difference.error).toBeCloseTo(1 / Math.sqrt(3), 12)
    expect(one.nats.error! / difference.error!).toBeGreaterThan(70)
    expect(likelihoodDifference(other, one)!.mean).toBeCloseTo(-2, 12)
  })

  it('is of the patches that both have, by their number and not their place', () => {
    const other = likelihoodOf({ ...one, densities: [2, 0, 7].map((index) => ({ index, logDensity: 10 * index })) })
    // 30 - 20 and 100 - 0.
    expect(likelihoodDifference(one, other)!.mean).toBe(55)
  })

  it('is none of other patches, or of other latents', () => {
    expect(likelihoodDifference(one, madeLikelihood([99, -52, 27], { subject: 'others' }))).toBeNull()
    const apart = likelihoodOf({ ...one, densities: [{ index: 9, logDensity: 1 }] })
    expect(likelihoodDifference(one, apart)).toBeNull()
  })
})
