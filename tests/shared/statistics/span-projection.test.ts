import { describe, expect, test } from 'vitest'
import { principalComponents, project, rebuild } from '../../../src-shared/statistics/principal-components.ts'
import { projectOntoSpan } from '../../../src-shared/statistics/span-projection.ts'
import { signal } from './signal.ts'

const [items, length] = [12, 31]
const set = Float32Array.from(signal(items * length), (value, i) => 3 * value + (i % length))
const others = Float32Array.from(signal((items + 5) * length)).slice(items * length)
const near = (found: ArrayLike<number>, wanted: ArrayLike<number>, digits = 5) => {
  expect(found).toHaveLength(wanted.length)
  for (let i = 0; i < wanted.length; i++) expect(found[i]).toBeCloseTo(wanted[i], digits)
}

describe('the projection onto the span of a set', () => {
  test('equals that onto all of its principal components', () => {
    const { dimensions, nearest } = projectOntoSpan(set, items, length, others)
    const components = principalComponents(set, items, length, items)
    expect(dimensions).toBe(components.variances.length)
    expect(dimensions).toBe(items - 1)
    near(nearest, rebuild(components, project(components, others)))
  })

  test('leaves a difference that is orthogonal to every difference within the set', () => {
    const { nearest } = projectOntoSpan(set, items, length, others)
    for (let i = 0; i < others.length / length; i++) {
      for (let a = 1; a < items; a++) {
        let product = 0
        for (let j = 0; j < length; j++)
          product += (others[i * length + j] - nearest[i * length + j]) * (set[a * length + j] - set[j])
        expect(product).toBeCloseTo(0, 3)
      }
    }
  })

  test('leaves items of the set, and mixtures of them, unchanged', () => {
    const mixture = set.subarray(0, length).map((value, j) => 0.5 * (value + set[length + j]))
    near(projectOntoSpan(set, items, length, set).nearest, set, 4)
    near(projectOntoSpan(set, items, length, mixture).nearest, mixture, 4)
  })

  test('has the dimension of the set, despite duplicates', () => {
    const twice = new Float32Array([...set, ...set])
    const both = projectOntoSpan(twice, 2 * items, length, others)
    expect(both.dimensions).toBe(items - 1)
    near(both.nearest, projectOntoSpan(set, items, length, others).nearest)
  })

  test('is the single item if all are equal', () => {
    const same = Float32Array.from({ length: 3 * length }, (_, i) => i % length)
    const { dimensions, nearest } = projectOntoSpan(same, 3, length, others)
    expect(dimensions).toBe(0)
    for (let i = 0; i < others.length; i += length) near(nearest.subarray(i, i + length), same.subarray(0, length))
  })
})
