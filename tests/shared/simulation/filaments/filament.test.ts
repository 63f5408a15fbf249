import { describe, expect, it } from 'vitest'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { anyDirection, drawOrientation, orientationOf } from '../../../../src-shared/simulation/filaments/filament.ts'
import { dot, type Vector } from '../../../../src-shared/sky/frames.ts'

const aligned = { angle: 0, turn: 1 }
const shape = { aspect: 0.2, misalignment: 0, disorder: 0, polarisedShare: 1, polarisationFraction: 0.2 }

describe('how a filament looks', () => {
  it('is polarised across its field: from north to south by -Q, from east to west by +Q (HEALPix)', () => {
    expect(orientationOf([0, 1, 0], aligned, 0.2)).toEqual({ x: 0, y: 1, q: -0.2, u: expect.closeTo(0, 12) })
    expect(orientationOf([1, 0, 0], aligned, 0.2)).toMatchObject({ x: 1, y: 0, q: 0.2 })
  })

  it('has U of a field from north-west to south-east', () => {
    const half = Math.SQRT1_2
    // Polarised from south-west to north-east, which is half a right angle from north towards east: +U of the IAU, -U of HEALPix.
    expect(orientationOf([half, half, 0], aligned, 0.2)).toMatchObject({
      q: expect.closeTo(0, 12),
      u: expect.closeTo(-0.2, 12),
    })
  })

  it('is neither long nor polarised along the line of sight', () => {
    const { x, y, q, u } = orientationOf([0, 0, 1], aligned, 0.2)
    expect([x, y, q, u].map(Math.abs)).toEqual([0, 0, 0, 0])
  })

  it('lies at the angle from its field, whichever way it is turned', () => {
    const random = seedRandom(2)
    for (let i = 0; i < 20; i++) {
      const field = anyDirection(random)
      expect(dot(field, field)).toBeCloseTo(1, 12)
      const { x, y } = orientationOf(field, { angle: 0.7, turn: i }, 0)
      // The third component of a direction of length 1 that has that angle, either way.
      const z = Math.sqrt(Math.max(0, 1 - x * x - y * y))
      const cosines = [z, -z].map((side) => dot(field, [x, y, side] as Vector))
      expect(Math.min(...cosines.map((cosine) => Math.abs(cosine - Math.cos(0.7))))).toBeLessThan(1e-7)
    }
  })
})

describe('a drawn filament', () => {
  it('is in the mean field without misalignment and disorder', () => {
    const drawn = drawOrientation(seedRandom(1), shape, [0.6, 0.8, 0])
    expect(drawn).toMatchObject({ x: expect.closeTo(0.6, 12), y: expect.closeTo(0.8, 12) })
  })

  it('is polarised as often as the model says', () => {
    const random = seedRandom(4)
    const many = Array.from({ length: 4000 }, () =>
      drawOrientation(random, { ...shape, polarisedShare: 0.3 }, [0, 1, 0]),
    )
    expect(Math.abs(many.filter(({ q }) => q !== 0).length / 4000 - 0.3)).toBeLessThan(0.03)
  })

  it('is the more spread about the mean field, the more disorder there is', () => {
    const random = seedRandom(6)
    const spread = (disorder: number) => {
      const many = Array.from({ length: 2000 }, () => drawOrientation(random, { ...shape, disorder }, [0, 1, 0]))
      return many.reduce((sum, { y }) => sum + y, 0) / 2000
    }
    expect(spread(0)).toBeCloseTo(1, 12)
    expect(spread(0.9)).toBeGreaterThan(0.7)
    expect(spread(0.9)).toBeLessThan(0.95)
    expect(Math.abs(spread(1000))).toBeLessThan(0.06)
  })
})
