import { describe, expect, it } from 'vitest'
import { chooseShape, polarisationOf } from '../../../../src-shared/simulation/filaments/choose-shape.ts'
import { predictedPowers } from '../../../../src-shared/simulation/filaments/predicted-powers.ts'

const shape = { aspect: 0.2, misalignment: 0, disorder: 0.9, polarisedShare: 1, polarisationFraction: 0.2 }
const sky = { shape, sizes: { shortest: 0.05, longest: 4, slope: 2.6, coverage: 3, mean: 1 }, beam: 0.1 }
const multipoles = [150, 300, 600]

describe('filaments of a wanted polarisation', () => {
  it('have it', () => {
    const chosen = chooseShape(sky, { ebRatio: 2, teCorrelation: 0.35 }, multipoles)
    const found = polarisationOf(predictedPowers(chosen, multipoles))
    expect(found.ebRatio).toBeCloseTo(2, 2)
    expect(found.teCorrelation).toBeCloseTo(0.35, 6)
    expect(chosen.sizes).toEqual(sky.sizes)
  })

  it('are refused with what there is instead', () => {
    expect(() => chooseShape(sky, { ebRatio: 9, teCorrelation: 0.3 }, multipoles)).toThrow(
      /filaments 0\.2 times as thick as long have EE \/ BB from 1\.\d\d to 3\.\d\d, not 9/,
    )
    expect(() => chooseShape(sky, { ebRatio: 2, teCorrelation: 0.95 }, multipoles)).toThrow(
      /have a correlation of T and E up to 0\.\d\d, not 0\.95/,
    )
  })
})
