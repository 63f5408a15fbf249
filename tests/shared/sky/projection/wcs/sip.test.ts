import { describe, expect, it } from 'vitest'
import { distort, undistort, type Sip } from '../../../../../src-shared/sky/projection/wcs/sip.ts'

/** a: 0.002 u^2 - 0.001 u v + 0.0004 v^3; b: -0.0015 v^2 + 0.001 u^2 */
const sip: Sip = { a: [[0, 0, 0, 0.0004], [0, -0.001], [0.002]], b: [[0, 0, -0.0015], [0], [0.001]] }

describe('a distortion by polynomials', () => {
  it('adds them to the distance from the reference pixel', () => {
    const [x, y] = distort(sip, 3, -2)
    expect(x).toBeCloseTo(3 + 0.018 + 0.006 - 0.0032, 14)
    expect(y).toBeCloseTo(-2 - 0.006 + 0.009, 14)
  })

  it('is undone to rounding, at the reference pixel as well', () => {
    for (const [u, v] of [
      [0, 0],
      [10, -8],
      [-12.5, 7.25],
      [20, 15],
    ]) {
      const [x, y] = undistort(sip, ...distort(sip, u, v))!
      expect(Math.hypot(x - u, y - v)).toBeLessThan(1e-10)
    }
  })

  it('has no inverse where it folds over', () => {
    const folding: Sip = { a: [[0], [0], [-0.01]], b: [] }
    // u - 0.01 u^2 is at most 25.
    expect(undistort(folding, 26, 0)).toBeNull()
    expect(undistort(folding, 16, 0)![0]).toBeCloseTo(20, 10)
  })
})
