import { describe, expect, it } from 'vitest'
import {
  plainRecipe,
  readBands,
  recipeOptions,
  recipeWords,
  sameRecipe,
  spectrumRecipeSchema,
  usualBand,
  usualTaper,
  writeBands,
} from '../../../src-shared/statistics/spectrum-recipe.ts'

describe('how spectra are measured', () => {
  it('is by default as in Fig. 4: 1 deg of C1 and bands of 90 on 8 deg', () => {
    expect(spectrumRecipeSchema.parse({})).toEqual(plainRecipe)
    expect([plainRecipe.taper, usualTaper(8), usualBand(8)]).toEqual(['C1', 1, 90])
    // Half a degree: a taper of an eighth of it, and bands of two waves across it.
    expect([usualTaper(0.5), usualBand(0.5)]).toEqual([0.0625, 1440])
    expect(recipeWords(plainRecipe, 8)).toBe('C1 taper of 1°, bands of 90 multipoles')
    expect(recipeOptions(plainRecipe)).toEqual([])
  })

  it.each([
    { taper: 'C3' },
    { apodize: -1 },
    { bands: 0 },
    { bands: [90] },
    { bands: [90, 90] },
    { bands: [200, 100] },
    { mask: '' },
    { beam: 0 },
  ])('is refused for %j', (changes) => {
    expect(spectrumRecipeSchema.safeParse(changes).success).toBe(false)
  })

  it('is described in words, and as options where it is not the usual one', () => {
    const recipe = spectrumRecipeSchema.parse({
      ...{
        taper: 'Smooth',
        apodize: 0.25,
        bands: [40, 100, 250],
        mask: '/sky/gal mask.npy',
        beam: 5,
        pixelWindow: true,
      },
    })
    expect(recipeWords(recipe, 8)).toBe(
      'Smooth taper of 0.25°, bands between ℓ = 40, 100, 250, mask gal mask.npy, a beam of 5′ and pixels divided out',
    )
    expect(recipeWords({ ...plainRecipe, apodize: 0, bands: 60 }, 8)).toBe('no taper, bands of 60 multipoles')
    expect(recipeOptions(recipe)).toEqual([
      ['--taper', 'Smooth'],
      ['--apodize', 0.25],
      ['--bin', '40,100,250'],
      ['--mask', '/sky/gal mask.npy'],
      ['--beam', 5],
      '--pixel-window',
    ])
    expect(sameRecipe(recipe, spectrumRecipeSchema.parse({ ...recipe }))).toBe(true)
    expect(sameRecipe(recipe, plainRecipe)).toBe(false)
  })

  it.each([
    ['90', 90],
    ['40,100,200.5', [40, 100, 200.5]],
    [' 40, 100 200 ', [40, 100, 200]],
  ] as const)('reads bands from "%s"', (text, bands) => {
    expect(readBands(text)).toEqual(bands)
    expect(readBands(writeBands([...(typeof bands === 'number' ? [1, bands] : bands)]))).toEqual(
      typeof bands === 'number' ? [1, bands] : bands,
    )
  })

  it.each(['', '0', 'wide', '90,40', '90,x', '10,10'])('does not read bands from "%s"', (text) => {
    expect(readBands(text)).toEqual({ misfit: expect.stringContaining('ascending edges') })
  })
})
