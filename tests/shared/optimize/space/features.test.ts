import { describe, expect, test } from 'vitest'
import { oneHotFeatures, unitFeatures } from '../../../../src-shared/optimize/space/features.ts'
import type { SearchSpace } from '../../../../src-shared/optimize/space/search-space.ts'

const space: SearchSpace = [
  { kind: 'float', name: 'rate', low: 0, high: 4 },
  { kind: 'categorical', name: 'activation', choices: ['relu', 'elu', 'tanh'] },
  { kind: 'categorical', name: 'batch', choices: [8, 16], ordered: true },
  { kind: 'categorical', name: 'slope', choices: [1, 2], when: { parameter: 'activation', values: ['elu'] } },
]
const distance = (a: Float64Array, b: Float64Array) => Math.hypot(...a.map((value, i) => value - b[i]))

describe('one feature for each parameter', () => {
  test('is its coordinate in the unit cube, or the middle if it is inactive', () => {
    const { parameters, of } = unitFeatures(space)
    expect(parameters).toEqual([0, 1, 2, 3])
    expect([...of({ rate: 1, activation: 'relu', batch: 16 })]).toEqual([0.25, 1 / 6, 0.75, 0.5])
  })
})

describe('one-hot features of unordered choices', () => {
  const { parameters, of } = oneHotFeatures(space)
  const point = (activation: string) => of({ rate: 1, activation, batch: 8 })

  test('belong to their parameter', () => {
    expect(parameters).toEqual([0, 1, 1, 1, 2, 3, 3])
    expect(point('relu')).toHaveLength(parameters.length)
  })

  test('put any two choices 1 apart', () => {
    expect(distance(point('relu'), point('tanh'))).toBeCloseTo(1, 12)
    expect(distance(point('relu'), point('elu'))).toBeCloseTo(1, 12)
  })

  test('leave ordered choices and numbers on one axis', () => {
    expect(
      distance(of({ rate: 1, activation: 'relu', batch: 8 }), of({ rate: 1, activation: 'relu', batch: 16 })),
    ).toBe(0.5)
  })

  test('are 0 for all choices of an inactive parameter', () => {
    expect([...point('relu').slice(-2)]).toEqual([0, 0])
    const active = of({ rate: 1, activation: 'elu', batch: 8, slope: 2 })
    expect([...active.slice(-2)]).toEqual([0, Math.SQRT1_2])
  })
})
