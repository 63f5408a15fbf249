import { describe, expect, it } from 'vitest'
import { legendreSums } from '../../../../src-shared/sky/harmonics/legendre-sums.ts'

/** lambda_lm at theta and at pi - theta. */
function lambda(l: number, m: number, theta: number): [north: number, south: number] {
  const out = new Float64Array(4)
  const one = Float64Array.from({ length: l - m + 1 }, (_, i) => (i === l - m ? 1 : 0))
  legendreSums(l, m)({ re: one, im: one.map((x) => 2 * x) }, theta, out)
  // The imaginary part is summed likewise.
  expect(out[1]).toBeCloseTo(2 * out[0], 12)
  expect(out[3]).toBeCloseTo(2 * out[2], 12)
  return [out[0], out[2]]
}

describe('Legendre functions', () => {
  it('are those of the first spherical harmonics, in both hemispheres', () => {
    const theta = 0.7
    const [sin, cos] = [Math.sin(theta), Math.cos(theta)]
    const closed = [
      [0, 0, Math.sqrt(1 / (4 * Math.PI)), 1],
      [1, 0, Math.sqrt(3 / (4 * Math.PI)) * cos, -1],
      [1, 1, Math.sqrt(3 / (8 * Math.PI)) * sin, 1],
      [2, 2, 0.25 * Math.sqrt(15 / (2 * Math.PI)) * sin ** 2, 1],
      [3, 2, 0.25 * Math.sqrt(105 / (2 * Math.PI)) * sin ** 2 * cos, -1],
    ]
    for (const [l, m, value, parity] of closed) {
      const [north, south] = lambda(l, m, theta)
      expect(north).toBeCloseTo(value, 13)
      expect(south).toBeCloseTo(parity * value, 13)
    }
  })

  it('sum over m to (2l + 1) / 4 pi at every place (the addition theorem), also where they begin below any number', () => {
    const l = 700
    for (const theta of [0.02, 1.5]) {
      let sum = 0
      for (let m = 0; m <= l; m++) sum += (m === 0 ? 1 : 2) * lambda(l, m, theta)[0] ** 2
      expect(sum / ((2 * l + 1) / (4 * Math.PI))).toBeCloseTo(1, 9)
    }
  })
})
