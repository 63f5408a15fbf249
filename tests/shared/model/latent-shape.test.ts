import { describe, expect, it } from 'vitest'
import { fitToPatches, latentMisfit, latentSide } from '../../../src-shared/model/latent-shape.ts'
import { presets } from '../../../src-shared/model/presets.ts'

const { spatial, demo } = presets

describe('the latents of the paper’s architecture', () => {
  it('are a dense vector of any length up to 4096', () => {
    expect(latentMisfit({ ...demo, latentDimension: 4096 })).toBeNull()
    expect(latentMisfit({ ...demo, latentDimension: 4097 })).toEqual({
      field: 'latentDimension',
      reason: 'a dense vector has at most 4096, not 4097',
    })
  })
})

describe('the latent map of spatial', () => {
  it('is as wide as the encoder’s smallest map: 64 px after two strides of 2 are 16', () => {
    expect(latentSide(spatial)).toBe(16)
    expect(latentSide({ ...spatial, encoderStrides: [4, 2] })).toBe(8)
  })

  it('has whole channels: a multiple of its pixels', () => {
    expect(latentMisfit(spatial)).toBeNull()
    expect(latentMisfit({ ...spatial, latentDimension: 300 })).toMatchObject({
      field: 'latentDimension',
      reason: expect.stringContaining('16 x 16 latents: a multiple of 256 is needed, not 300'),
    })
  })

  it('needs a decoder that widens the map as much as the encoder shrinks it', () => {
    expect(latentMisfit({ ...spatial, decoderFilters: [32, 16, 8] })).toMatchObject({ field: 'decoderFilters' })
    expect(latentMisfit({ ...spatial, decoderStrides: [2, 4] })).toMatchObject({
      field: 'decoderStrides',
      reason: expect.stringContaining('(4 times), not 8 times'),
    })
    expect(latentMisfit({ ...spatial, decoderStrides: [4, 1] })).toBeNull()
  })
})

describe('a configuration for patches of another size', () => {
  it('keeps the channels of a latent map, which grows with the patch', () => {
    const fitted = fitToPatches(spatial, { size: 128, channels: 1, standardised: false })
    expect(fitted).toMatchObject({ size: 128, latentDimension: 4 * spatial.latentDimension })
    expect(latentMisfit(fitted)).toBeNull()
    expect(fitToPatches(fitted, { size: 64, channels: 1, standardised: false })).toEqual(spatial)
  })

  it('has noise maps in the likelihood if the patches have some, unless it is a flow, which has none', () => {
    const noisy = { size: 64, channels: 1, standardised: true, likelihoodNoise: 'maps' } as const
    expect(fitToPatches(demo, noisy).likelihoodNoise).toBe('maps')
    expect(fitToPatches(presets.flow, noisy).likelihoodNoise).toBe('none')
    expect(fitToPatches(fitToPatches(demo, noisy), { ...noisy, likelihoodNoise: 'none' }).likelihoodNoise).toBe('none')
  })

  it('keeps the length of a dense vector', () => {
    expect(fitToPatches(demo, { size: 256, channels: 1, standardised: false })).toEqual({ ...demo, size: 256 })
  })
})
