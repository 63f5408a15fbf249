import type { LocationQuery } from 'vue-router'
import { describe, expect, it } from 'vitest'
import {
  comparisonOf,
  comparisonQuery,
  type Comparison,
} from '../../../../../src-renderer/views/maps/compare/comparison.ts'

const full: Comparison = { map: 'planck-353', column: 2, way: 'blink', shared: true, every: 0.5 }

describe('the address of a comparison', () => {
  it('has everything that is not as by default, and is read back the same', () => {
    const query = comparisonQuery(full, 1)
    expect(query).toEqual({
      ...{ column: '1', with: 'planck-353', with_column: '2' },
      ...{ view: 'blink', scale: 'shared', every: '0.5' },
    })
    expect(comparisonOf(query)).toEqual(full)
  })

  it('is short for two maps side by side', () => {
    const plain: Comparison = { map: 'planck-353', column: 0, way: 'side', shared: false, every: 1 }
    expect(comparisonQuery(plain, 0)).toEqual({ column: '0', with: 'planck-353', with_column: '0' })
    expect(comparisonOf(comparisonQuery(plain, 0))).toEqual(plain)
  })

  it('is empty without a second map', () => {
    expect(comparisonQuery(null, 3)).toEqual({})
    const without: LocationQuery[] = [{}, { with: '' }, { with: null }, { with: ['a', 'b'] }, { column: '1' }]
    for (const query of without) expect(comparisonOf(query)).toBeNull()
  })

  it('is read with defaults for what makes no sense in it', () => {
    expect(comparisonOf({ with: 'a', with_column: '-1', view: 'wink', scale: 'own', every: 'soon' })).toEqual({
      ...{ map: 'a', column: 0, way: 'side', shared: false, every: 1 },
    })
  })

  it('never blinks faster than three flashes in a second', () => {
    expect(comparisonOf({ with: 'a', every: '0.01' })?.every).toBe(0.25)
    expect(comparisonOf({ with: 'a', every: '-5' })?.every).toBe(0.25)
    expect(comparisonOf({ with: 'a', every: '1e9' })?.every).toBe(10)
  })
})
