import { describe, expect, it } from 'vitest'
import { polarisationOf } from '../../../../src-shared/simulation/filaments/choose-shape.ts'
import { predictedPowers } from '../../../../src-shared/simulation/filaments/predicted-powers.ts'

const shape = { aspect: 0.2, misalignment: 0.3, disorder: 0.9, polarisedShare: 1, polarisationFraction: 0.2 }
const sky = { shape, sizes: { shortest: 0.01, longest: 10, slope: 2.6, coverage: 3, mean: 1 }, beam: 0 }
const multipoles = [100, 200, 400]

describe('the powers of a sky of filaments', () => {
  it('fall by the slope where there are filaments of all lengths', () => {
    const { tt, ee } = predictedPowers(sky, multipoles)
    for (const powers of [tt, ee]) expect(Math.log2(powers[0] / powers[1])).toBeCloseTo(2.6, 1)
  })

  it('of spheres have as much B as E, and no TE', () => {
    const { ee, bb, te, tt } = predictedPowers({ ...sky, shape: { ...shape, aspect: 1 } }, multipoles)
    multipoles.forEach((_, k) => {
      expect(ee[k] / bb[k]).toBeCloseTo(1, 1)
      expect(Math.abs(te[k]) / Math.sqrt(tt[k] * ee[k])).toBeLessThan(0.02)
    })
    // Over all directions of the field, (hx^2 - hy^2)^2 has a mean of 4 / 15.
    expect(ee[0] / tt[0]).toBeCloseTo((0.2 ** 2 * 4) / 15, 3)
  })

  it('have more E than B, and T and E together, the better filaments and field are aligned', () => {
    const of = (misalignment: number) =>
      polarisationOf(predictedPowers({ ...sky, shape: { ...shape, misalignment } }, multipoles))
    const found = [0, 0.3, 0.6, 1.2].map(of)
    for (const name of ['ebRatio', 'teCorrelation'] as const) {
      const values = found.map((one) => one[name])
      expect(values).toEqual(values.toSorted((a, b) => b - a))
    }
    expect(found[0].ebRatio).toBeGreaterThan(3)
  })

  it('are those of polarisation for the share that is polarised, and fall with the beam', () => {
    const whole = predictedPowers(sky, multipoles)
    const share = predictedPowers({ ...sky, shape: { ...shape, polarisedShare: 0.25 } }, multipoles)
    const blurred = predictedPowers({ ...sky, beam: 0.1 }, multipoles)
    multipoles.forEach((l, k) => {
      for (const name of ['ee', 'bb', 'te'] as const) expect(share[name][k] / whole[name][k]).toBeCloseTo(0.25, 10)
      expect(share.tt[k]).toBe(whole.tt[k])
      expect(blurred.tt[k] / whole.tt[k]).toBeCloseTo(Math.exp(-(((l * 0.1 * Math.PI) / 180) ** 2)), 6)
    })
  })
})
