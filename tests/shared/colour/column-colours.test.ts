import { describe, expect, it } from 'vitest'
import { colourMapsOf, displayCuts, schemeOf } from '../../../src-shared/colour/column-colours.ts'

const type = 'float32'

describe('the colours of a column', () => {
  it('diverge for Q and U, go round for angles, and run from low to high for all others', () => {
    expect(schemeOf({ type, stokes: 'U' })).toBe('diverging')
    expect(schemeOf({ type, derived: { kind: 'angle', from: ['Q', 'U'], convention: 'IAU' } })).toBe('cyclic')
    expect(schemeOf({ type, derived: { kind: 'P', from: ['Q', 'U'] } })).toBe('sequential')
    expect([schemeOf(undefined), colourMapsOf.diverging[0], colourMapsOf.cyclic[0]]).toEqual([
      'sequential',
      'residual',
      'cyclic',
    ])
  })

  it('have cuts symmetric about zero for Q and U, of the whole circle for angles, and of both values for bits', () => {
    expect(displayCuts({ type, stokes: 'Q' }, [-1, 3])).toEqual([-3, 3])
    expect(displayCuts({ type, derived: { kind: 'angle', from: [], convention: 'COSMO' } }, [20, 90])).toEqual([0, 180])
    expect([displayCuts({ type: 'bit' }, [0, 0]), displayCuts({ type: 'bool' }, [1, 1])]).toEqual([
      [0, 1],
      [0, 1],
    ])
    expect(displayCuts({ type }, [2, 3])).toEqual([2, 3])
  })
})
