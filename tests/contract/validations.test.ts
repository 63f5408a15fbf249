import { describe, expect, it } from 'vitest'
import {
  nearestToSampleSchema,
  validationArrayAddress,
  validationConfigSchema,
  validationMethods,
  validationPicturesAddress,
  validationSummarySchema,
  walkAddress,
} from '../../src-preload/contract/validations.ts'
import { plainRecipe } from '../../src-shared/statistics/spectrum-recipe.ts'
import { expectLimits, refusedAt, type Limits } from './limits.ts'

const start = validationMethods['validations.start'].params
const config = validationConfigSchema.parse({})

describe('the settings of a validation', () => {
  it('are by default those of the paper: test patches, L = 100 samples, spectra as in Fig. 4', () => {
    expect(config).toEqual({
      checkpoint: 'best',
      split: 'test',
      channel: null,
      samples: 100,
      priorSamples: 500,
      prior: null,
      classifier: false,
      likelihood: null,
      spectra: plainRecipe,
    })
  })

  const limits: Limits[] = [
    { field: 'checkpoint', taken: ['best', 'last'], refused: ['newest'] },
    { field: 'split', taken: ['train', 'validation', 'test'], refused: ['all', ''] },
    { field: 'samples', taken: [1, 10_000], refused: [0, 10_001, 1.5] },
    { field: 'priorSamples', taken: [16, 10_000], refused: [15, 10_001, 20.5] },
    { field: 'likelihood', taken: [null, 2, 100_000], refused: [1, 100_001, 2.5, true] },
    { field: 'prior', taken: [null, 'flow', 'A-1_b'], refused: ['', '../flow', 'a.b'] },
    { field: 'spectra.taper', taken: ['C1', 'C2', 'Smooth'], refused: ['Hann', 'c1'] },
    { field: 'spectra.apodize', taken: [null, 0, 45], refused: [-1, 46] },
    {
      field: 'spectra.bands',
      taken: [null, 1, 90, [0, 40], [40, 100.5, 300]],
      refused: [0, [40], [40, 40], [300, 40]],
    },
    { field: 'spectra.mask', taken: [null, '/m.npy'], refused: [''] },
    { field: 'spectra.beam', taken: [null, 5], refused: [0, 601] },
    { field: 'spectra.pixelWindow', taken: [true, false], refused: ['true', 1] },
  ]
  it.each(limits)('$field has limits, and is named if it exceeds them', (each) => {
    expectLimits(validationConfigSchema, config, each)
    expectLimits(start, { runId: 'r', config }, { ...each, field: `config.${each.field}` })
  })
})

describe('a validation', () => {
  it('from before the number of prior samples was a choice has 500', () => {
    const { priorSamples: _, ...old } = config
    expect(validationConfigSchema.parse(old)).toEqual({ ...old, priorSamples: 500 })
  })

  it('from before the first band was recorded has none', () => {
    const old = { count: 43, meanSquaredError: 0.02, halfPower: 45, activeLatents: 30, latents: 32 }
    expect(validationSummarySchema.parse(old)).toEqual({ ...old, firstBand: null, logDensity: null })
    expect(refusedAt(validationSummarySchema, { ...old, halfPower: undefined })).toBe('halfPower')
  })

  it('is listed with all validations, or with those of one run', () => {
    const { params } = validationMethods['validations.list']
    expect(params.parse({})).toEqual({ runId: null })
    expect(params.parse({ runId: 'r' })).toEqual({ runId: 'r' })
  })

  it('gives each sample’s nearest patch one of the eight symmetries of the square', () => {
    const nearest = { index: 4, distance: 0.7, turns: 0, flipped: false }
    expectLimits(nearestToSampleSchema, nearest, { field: 'turns', taken: [0, 1, 2, 3], refused: [4, -1, 0.5] })
  })
})

it('the pictures and arrays of a validation have addresses with everything they depend on', () => {
  expect(validationPicturesAddress('v', 'residuals', 8, 4)).toBe(
    '/data/validations/v/residuals?from=8&count=4&unit=standard',
  )
  expect(validationPicturesAddress('v', 'originals', 0, 1, 'map')).toMatch(/unit=map$/)
  expect(validationArrayAddress('v', 'latent-mean')).toBe('/data/validations/v/latent-mean')
  expect(walkAddress('r', { checkpoint: 'last', patch: 2, latent: 9, reach: 2.5, steps: 7 })).toBe(
    '/data/runs/r/walk?checkpoint=last&patch=2&latent=9&reach=2.5&steps=7',
  )
})
