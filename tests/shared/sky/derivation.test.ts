import { describe, expect, it } from 'vitest'
import {
  bitOf,
  datasetRefusal,
  derive,
  isPolarisation,
  polarisationAngle,
  type Derivation,
} from '../../../src-shared/sky/derivation.ts'

const degrees = Math.PI / 180
/** Q and U of unit polarisation at an angle, from the definition of the IAU: Q = cos 2 psi, U = sin 2 psi. */
const stokes = (psi: number) => [Math.cos(2 * psi * degrees), Math.sin(2 * psi * degrees)] as const

describe('the polarisation angle', () => {
  it.each([0, 1, 30, 45, 89, 90, 91, 135, 179])('is %d deg from north through east in both conventions', (psi) => {
    const [q, u] = stokes(psi)
    expect(polarisationAngle(q, u, 'IAU')).toBeCloseTo(psi, 10)
    expect(polarisationAngle(q, -u, 'COSMO')).toBeCloseTo(psi, 10)
  })

  it('is north for Q > 0, east for Q < 0, and north-east for U > 0 of the IAU', () => {
    expect(polarisationAngle(2, 0, 'IAU')).toBe(0)
    expect(polarisationAngle(-2, 0, 'COSMO')).toBe(90)
    expect(polarisationAngle(0, 2, 'IAU')).toBe(45)
    expect(polarisationAngle(0, 2, 'COSMO')).toBe(135)
  })

  it('is at least 0 and below 180, and does not exist without polarisation', () => {
    expect(polarisationAngle(1, -1e-300, 'IAU')).toBe(0)
    expect(polarisationAngle(1, -1e-10, 'IAU')).toBeLessThan(180)
    expect(polarisationAngle(0, 0, 'COSMO')).toBeNaN()
    expect(polarisationAngle(NaN, 1, 'COSMO')).toBeNaN()
  })
})

describe('a bit of an integer', () => {
  it('is counted from the least significant, in two’s complement', () => {
    expect([0, 1, 2, 3].map((bit) => bitOf(6, bit))).toEqual([0, 1, 1, 0])
    expect([0, 1, 31].map((bit) => bitOf(-2, bit))).toEqual([0, 1, 1])
    expect(bitOf(2 ** 52, 52)).toBe(1)
    expect(bitOf(NaN, 0)).toBeNaN()
  })
})

describe('a derived column', () => {
  const i = [2, 0, -1, NaN, 4]
  const q = [3, 1, 1, 1, NaN]
  const u = [4, 0, 0, 0, 1]
  const from = ['I', 'Q', 'U']
  const into = () => new Float64Array(5)

  it('is missing where one of its parts is', () => {
    expect([...derive({ kind: 'P', from }, [q, u], into())]).toEqual([5, 1, 1, 1, NaN])
    expect([...derive({ kind: 'angle', from, convention: 'COSMO' }, [q, u], into()).subarray(1)]).toEqual([
      0,
      0,
      0,
      NaN,
    ])
  })

  it('has no fraction where I is not positive', () => {
    expect([...derive({ kind: 'fraction', from }, [i, q, u], into())]).toEqual([2.5, NaN, NaN, NaN, NaN])
  })

  it('can replace the values of one of its parts', () => {
    const own = Float32Array.of(3, 5)
    derive({ kind: 'P', from }, [own, [4, 12]], own)
    expect([...own]).toEqual([5, 13])
    expect([...derive({ kind: 'bit', from, bit: 1 }, [own], own)]).toEqual([0, 0])
  })

  it('makes a dataset only if it is not made of Q and U', () => {
    const angle: Derivation = { kind: 'angle', from: ['Q', 'U'], convention: 'IAU' }
    expect(isPolarisation(angle)).toBe(true)
    expect(datasetRefusal(angle)).toMatch(/computed from Q, U, .* cut a dataset of these columns/)
    expect(datasetRefusal({ kind: 'bit', from: ['FLAGS'], bit: 2 })).toBeNull()
    expect([isPolarisation(null), datasetRefusal(undefined)]).toEqual([false, null])
  })
})
