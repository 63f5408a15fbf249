import { describe, expect, it } from 'vitest'
import { patchesHaveLevels, type NumbersNeeded } from '../../../src-main/application/skies/numbers-needed.ts'

const measured = ['mean', 'std', 'skewness']
const levels = (change: Partial<NumbersNeeded>) =>
  patchesHaveLevels({ conditions: [], standardisation: 'patch', given: {}, measured: [], ...change })
const refusal = (change: Partial<NumbersNeeded>) => {
  try {
    levels(change)
  } catch (error) {
    const { message, field } = error as { message: string; field: string }
    return `${field}: ${message}`
  }
  return null
}

describe('patches have a level of their own', () => {
  it('if a template or numbers say both mean and std, and each was standardised by itself', () => {
    expect(levels({ measured })).toBe(true)
    expect(levels({ given: { mean: 3, std: 0.5 } })).toBe(true)
    expect(levels({})).toBe(false)
    expect(levels({ standardisation: 'none' })).toBe(false)
  })

  it('not if the flow is told one of them alone', () => {
    expect(levels({ conditions: ['std'], given: { std: 3 } })).toBe(false)
    expect(refusal({ given: { mean: 3 } })).toBe(
      'given.std: Mean and std undo the standardisation together: give the std too.',
    )
  })
})

describe('refused, naming the number', () => {
  it('what the flow is told and nothing says', () => {
    expect(refusal({ conditions: ['latitude', 'ebv', 'skewness'] })).toBe(
      'given.ebv: The flow is told the ebv, skewness of each patch: give a value of them for the whole sky; mean, std and texture may also come from a map.',
    )
    expect(refusal({ conditions: ['skewness'], measured })).toBeNull()
    expect(refusal({ conditions: ['lon', 'lat', 'rotation'] })).toBeNull()
  })

  it('what it is not told', () => {
    expect(refusal({ given: { ebv: 1 } })).toBe('given.ebv: The flow is not told ebv, but nothing.')
    expect(refusal({ conditions: ['std', 'latitude'], given: { ebv: 1 } })).toBe(
      'given.ebv: The flow is not told ebv, but only std, latitude.',
    )
  })

  it('a mean where the dataset is standardised as a whole', () => {
    expect(refusal({ standardisation: 'dataset', given: { mean: 3, std: 1 } })).toContain(
      'given.mean: The patches of the dataset were not standardised one by one: no patch has a mean of its own',
    )
  })

  it('a standard deviation that is none', () => {
    expect(refusal({ given: { mean: 1, std: 0 } })).toBe('given.std: The standard deviation is not above 0.')
  })
})
