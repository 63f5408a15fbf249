import { describe, expect, test } from 'vitest'
import { latentCeiling } from '../../../src-shared/statistics/latent-ceiling.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { paper } from '../../../src-shared/validation/paper-values.ts'
import { setNames } from '../../../src-shared/validation/results.ts'
import { setStyles } from '../../../src-shared/validation/set-styles.ts'

describe('the paper’s values', () => {
  test('have the multipole limit of its latents on patches of 8 degrees', () => {
    // 45 sqrt(256 / pi) = 406.2
    expect(paper.latentCeiling).toBe(Math.round(latentCeiling(paper.latents, 8)))
  })

  test('are those of the model in the preset paper', () => {
    const { size, latentDimension, epochs } = presets.paper
    expect(paper.pixels).toBe(size ** 2)
    expect(paper.latents).toBe(latentDimension)
    expect(paper.negativeElbo.at(-1)![0]).toBe(epochs)
  })

  test('have the negative ELBO at ascending epochs, lower at the end than at the start', () => {
    const epochs = paper.negativeElbo.map(([epoch]) => epoch)
    expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b))
    const [[, firstTrain, firstValidation], [, lastTrain, lastValidation]] = [
      paper.negativeElbo[0],
      paper.negativeElbo.at(-1)!,
    ]
    expect(lastTrain).toBeLessThan(firstTrain)
    expect(lastValidation).toBeLessThan(firstValidation)
  })
})

describe('how sets are drawn', () => {
  test('distinguishes every set by name and colour', () => {
    expect(new Set(setNames.map((set) => setStyles[set].name)).size).toBe(setNames.length)
    expect(new Set(setNames.map((set) => setStyles[set].colour)).size).toBe(setNames.length)
  })

  test('makes only the reconstructions bold', () => {
    expect(setNames.filter((set) => setStyles[set].bold)).toEqual(['reconstruction'])
  })
})
