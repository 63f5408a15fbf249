import { describe, expect, it } from 'vitest'
import { seenInStandard, standardOfSeen } from '../../../src-shared/sky/seen-standard.ts'

describe('the standard of what is seen of a patch', () => {
  it('leaves out the hole', () => {
    expect(standardOfSeen([1, 100, 3, NaN], [1, 0, 1, 0], ['I'])).toEqual([{ mean: 2, std: 1 }])
  })

  it('has one standard deviation for Q and U, and one of its own for I', () => {
    // I: 0, 2; Q: 1, 3; U: 0, 4, whose mean variance is (1 + 4) / 2.
    const std = Math.sqrt(2.5)
    expect(standardOfSeen([0, 1, 0, 2, 3, 4], [1, 1, 1, 1, 1, 1], ['I', 'Q', 'U'])).toEqual([
      { mean: 1, std: 1 },
      { mean: 2, std },
      { mean: 2, std },
    ])
  })

  it('is none where nothing is seen, or only one value', () => {
    expect(standardOfSeen([1, 2], [0, 0], ['I'])).toBeNull()
    expect(standardOfSeen([4, 2, 4], [1, 0, 1], ['I'])).toBeNull()
  })

  it('of a channel of which nothing is seen is that of standardised values, or the scale of the other of Q and U', () => {
    const values = [0, NaN, 1, 2, NaN, 5]
    expect(standardOfSeen(values, [1, 0, 0, 1, 0, 0], ['I', 'Q', 'U'])).toEqual([
      { mean: 1, std: 1 },
      { mean: 0, std: 1 },
      { mean: 0, std: 1 },
    ])
    expect(standardOfSeen(values, [1, 0, 1, 1, 0, 1], ['I', 'Q', 'U'])).toEqual([
      { mean: 1, std: 1 },
      { mean: 0, std: 2 },
      { mean: 3, std: 2 },
    ])
  })

  it('takes what is seen to mean 0 and standard deviation 1, and the rest to 0', () => {
    const [values, mask] = [
      [1, 100, 3, NaN],
      [1, 0, 1, 0],
    ]
    expect([...seenInStandard(values, mask, standardOfSeen(values, mask, ['I'])!)]).toEqual([-1, 0, 1, 0])
  })
})
