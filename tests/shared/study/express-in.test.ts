import { describe, expect, it } from 'vitest'
import { expressIn } from '../../../src-shared/study/express-in.ts'
import { paperSpace, withParams, type SearchParameter } from '../../../src-shared/study/search-space.ts'
import { demoConfig } from '../../renderer/fake/records.ts'

const int = (low: number, high: number, more = {}): SearchParameter => ({
  kind: 'int',
  name: 'latentDimension',
  low,
  high,
  ...more,
})

describe('a trial in another space', () => {
  const params = { learningRate: 1e-3, latentDimension: 40, kernel: 5, batchSize: 8 }
  const fits = (space: SearchParameter[], base = demoConfig) =>
    expressIn({ space, base }, withParams(base, params)) !== null
  it('fits if the space has all its values', () => {
    expect(fits(paperSpace)).toBe(true)
    expect(fits(paperSpace.with(1, int(16, 48, { step: 8 })))).toBe(true)
  })
  it('does not fit outside of the bounds, between two steps, or with a choice that is gone', () => {
    expect(fits(paperSpace.with(1, int(64, 128)))).toBe(false)
    expect(fits(paperSpace.with(1, int(16, 48, { step: 9 })))).toBe(false)
    expect(fits(paperSpace.with(2, { kind: 'categorical', name: 'kernel', choices: [3, 4] }))).toBe(false)
  })
  it('fits a space without one of its parameters only if that had the base’s value', () => {
    const without = paperSpace.filter(({ name }) => name !== 'kernel')
    expect(fits(without)).toBe(false)
    expect(fits(without, { ...demoConfig, kernel: 5 })).toBe(true)
  })
  it('takes the base’s value of a new parameter', () => {
    expect(fits([...paperSpace, { kind: 'categorical', name: 'activation', choices: ['relu', 'elu'] }])).toBe(true)
    expect(fits([...paperSpace, { kind: 'categorical', name: 'activation', choices: ['elu'] }])).toBe(false)
  })
  it('leaves out parameters that are not active', () => {
    const when = { parameter: 'kernel', values: [3] }
    const conditional: SearchParameter[] = [paperSpace[2], { ...int(64, 128), when }, paperSpace[0], paperSpace[3]]
    expect(fits(conditional)).toBe(false)
    expect(fits(conditional, { ...demoConfig, latentDimension: 40 })).toBe(true)
  })
  it('distinguishes values that differ by more than rounding', () => {
    const steps: SearchParameter[] = [{ kind: 'float', name: 'klWeight', low: 0, high: 1, step: 0.1 }]
    const at = (klWeight: number) => expressIn({ space: steps, base: demoConfig }, { ...demoConfig, klWeight })
    expect(at(0.1 + 0.2)).not.toBeNull()
    // Within 1e-6 of a step, but not at its value.
    expect(at(0.3 + 5e-8)).toBeNull()
  })
})
