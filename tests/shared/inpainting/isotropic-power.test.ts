import { describe, expect, it } from 'vitest'
import { isotropicField, isotropicPower } from '../../../src-shared/inpainting/isotropic-power.ts'
import { randomField } from '../../../src-shared/inpainting/stationary-prior.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'

const side = 16

describe('power without a direction', () => {
  it('is the mean of all modes of a wave number', () => {
    // Of a torus of 4: modes (0,0); (1,0) (3,0) (0,1) (0,3) and the four at (±1, ±1) of 1.41; (2,0) (0,2) and (±1, 2), (2, ±1)
    // of 2.24; (2,2) of 2.83.
    const power = Float64Array.of(9, 1, 4, 3, 1, 2, 6, 2, 4, 6, 5, 6, 3, 2, 6, 2)
    expect(isotropicPower({ side: 4, power })).toEqual([9, (1 + 3 + 1 + 3 + 4 * 2) / 8, (4 + 4 + 4 * 6) / 6, 5])
  })

  it('comes back from the field that has it', () => {
    const power = Array.from({ length: 12 }, (_, k) => 1 / (1 + k))
    const field = isotropicField(power, 0.25, side)
    const found = isotropicPower(field)
    found.forEach((value, k) => expect(value / found[0]).toBeCloseTo(power[k] / power[0], 12))
  })

  it('gives a field of the variance', () => {
    const field = isotropicField([0, 1, 0.5, ...new Array<number>(9).fill(0.1)], 0.25, side)
    expect(field.power.reduce((sum, value) => sum + value) / side ** 2).toBeCloseTo(0.25, 12)
    const random = seedRandom(1)
    let squares = 0
    for (let draw = 0; draw < 400; draw++) for (const value of randomField(field, 8, random)) squares += value ** 2
    // 400 draws of some ten independent modes each: to 4 %.
    expect(squares / (400 * 64) / 0.25).toBeCloseTo(1, 1)
  })
})
