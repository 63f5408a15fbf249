import { describe, expect, it } from 'vitest'
import { datasetRecipeSchema, importRecipeSchema } from '../../../../src-preload/contract/index.ts'
import { valueWords } from '../../../../src-renderer/views/datasets/value-words.ts'

const words = (recipe: object) => valueWords(datasetRecipeSchema.parse(recipe))

describe('how values are scaled and standardised, in words', () => {
  it('is log and standardised in the paper', () => {
    expect(words({})).toBe('log, standardised')
  })

  it('names what the mean and standard deviation are of', () => {
    expect(words({ scale: 'linear', standardisation: 'dataset' })).toBe(
      'linear, standardised over the training patches',
    )
    expect(words({ scale: 'linear', standardisation: 'none' })).toBe('linear, not standardised')
  })

  it('has the softening of asinh once it is known', () => {
    expect(words({ scale: 'asinh', softening: 0.5 })).toBe('asinh(value / 0.5), standardised')
    expect(words({ scale: 'asinh' })).toBe('asinh, standardised')
  })

  it('says that Q and U stay linear whatever the scale of I', () => {
    expect(words({ scale: 'log', channels: 'IQU' })).toBe('I log, Q and U linear, standardised')
    expect(words({ scale: 'linear', channels: 'IQU' })).toBe('linear, standardised')
    expect(words({ scale: 'asinh', softening: 2, channels: 'IQU' })).toBe(
      'I asinh(value / 2), Q and U linear, standardised',
    )
  })

  it('is known of imported patches too', () => {
    expect(valueWords(importRecipeSchema.parse({ size: 64, width: 8, scale: 'linear' }))).toBe('linear, standardised')
  })
})
