import { describe, expect, test } from 'vitest'
import { inverseOf, symmetries, turn } from '../../../src-shared/sky/square-symmetries.ts'

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

describe('the symmetries of a square of Stokes parameters', () => {
  /** The pattern of a field whose polarisation turns with the square: radial everywhere (E modes), 3 px, [I, Q, U]. */
  const radial = Float32Array.from(
    range(0, 9).flatMap((i) => {
      const [row, column] = [Math.floor(i / 3) - 1, (i % 3) - 1]
      const angle = 2 * Math.atan2(column, row)
      const strength = Math.hypot(row, column)
      return [strength, strength * Math.cos(angle), strength * Math.sin(angle)]
    }),
  )

  test.each(range(0, 8))('turn Q and U with the square: symmetry %i leaves a radial pattern as it is', (symmetry) => {
    const turned = new Float32Array(27)
    turn(radial, 3, symmetry, turned, 0, ['I', 'Q', 'U'])
    turned.forEach((value, i) => expect(value).toBeCloseTo(radial[i], 6))
  })

  test('a quarter turn changes the sign of a uniform polarisation, a flip that of U', () => {
    const uniform = Float32Array.of(1, 2, 1, 2, 1, 2, 1, 2)
    const signs = [0, 1, 2, 3, 4, 5, 6, 7].map((symmetry) => {
      const target = new Float32Array(8)
      turn(uniform, 2, symmetry, target, 0, ['Q', 'U'])
      return [target[0], target[1] / 2].join()
    })
    expect(signs).toEqual(['1,1', '1,-1', '1,-1', '1,1', '-1,1', '-1,-1', '-1,-1', '-1,1'])
  })
})

describe('the symmetries of a square', () => {
  const patch = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)
  const turned = (symmetry: number, from = patch) => {
    const target = new Float32Array(10)
    turn(from, 3, symmetry, target, 1)
    expect(target[0]).toBe(0)
    return target.slice(1)
  }

  test('are eight different ones, the first the identity', () => {
    expect(turned(0)).toEqual(patch)
    expect(new Set(range(0, 8).map((symmetry) => turned(symmetry).join())).size).toBe(8)
  })

  test('are flips of rows and of columns, the transpose, and the quarter turns they generate', () => {
    expect([...turned(1)]).toEqual([7, 8, 9, 4, 5, 6, 1, 2, 3])
    expect([...turned(2)]).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7])
    expect([...turned(4)]).toEqual([1, 4, 7, 2, 5, 8, 3, 6, 9])
    const quarter = [5, 6].map((symmetry) => turned(symmetry))
    for (const [i, once] of quarter.entries()) {
      const four = range(0, 3).reduce((square) => turned(5 + i, square), once)
      expect(four).toEqual(patch)
      expect(turned(5 + i, once)).toEqual(turned(3))
    }
  })

  test('are undone by their inverses', () => {
    for (const symmetry of range(0, symmetries)) {
      expect(turned(inverseOf(symmetry), turned(symmetry))).toEqual(patch)
    }
  })
})
