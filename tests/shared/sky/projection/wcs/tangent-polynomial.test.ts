import { describe, expect, it } from 'vitest'
import { undistorted } from '../../../../../src-shared/sky/projection/wcs/inverse-distortion.ts'
import { distortTangent, tangentTerms } from '../../../../../src-shared/sky/projection/wcs/tangent-polynomial.ts'

/** Coefficients of which only some are not 0. */
const only = (given: Record<number, number>) => Array.from({ length: tangentTerms }, (_, m) => given[m] ?? 0)
const straight = only({ 1: 1 })

describe('the polynomials of a tangent plane', () => {
  it('have forty terms: each order, and the radius to the odd powers', () => {
    expect(tangentTerms).toBe(40)
    // At (2, 1), whose radius is the square root of 5; the numbers of the terms are those of the FITS registry.
    const root = Math.sqrt(5)
    const terms = {
      0: 1,
      1: 2,
      2: 1,
      3: root,
      5: 2,
      9: 2,
      11: root ** 3,
      12: 16,
      16: 1,
      23: root ** 5,
      38: 1,
      39: root ** 7,
    }
    for (const [m, value] of Object.entries(terms))
      expect(distortTangent({ lon: only({ [m]: 1 }), lat: straight }, 2, 1)[0], m).toBeCloseTo(value, 9)
  })

  it('change the roles of the coordinates for the other axis', () => {
    expect(distortTangent({ lon: only({ 7: 1 }), lat: only({ 7: 1 }) }, 2, 3)).toEqual([8, 27])
    expect(distortTangent({ lon: only({ 2: 1 }), lat: only({ 2: 1 }) }, 2, 3)).toEqual([3, 2])
  })

  it('are inverted where they do not fold over, and nowhere else', () => {
    const polynomial = { lon: only({ 0: 0.01, 1: 1, 3: 0.002, 4: 0.03 }), lat: only({ 1: 0.98, 10: -0.01 }) }
    const distort = (x: number, y: number) => distortTangent(polynomial, x, y)
    const found = undistorted(distort, ...distort(0.4, -0.7), 0.01)!
    expect(found[0]).toBeCloseTo(0.4, 12)
    expect(found[1]).toBeCloseTo(-0.7, 12)
    const folded = { lon: only({ 1: 1, 4: -1 }), lat: straight }
    expect(undistorted((x, y) => distortTangent(folded, x, y), 0.6, 0, 0.01)).toBeNull()
  })
})
