import { describe, expect, it } from 'vitest'
import { isSkyUnit, knownFactor, needsFrequency, skyUnits, unitFactor } from '../../../src-shared/sky/units.ts'
import reference from '../../reference/units.json' with { type: 'json' }

describe('the factor between two units of sky brightness', () => {
  it('is astropy’s, at frequencies from 30 to 3000 GHz', () => {
    for (const [from, to, frequency, factor] of reference.cases as [string, string, number, number][])
      expect(unitFactor(from, to, frequency) / factor, `${from} to ${to} at ${frequency} GHz`).toBeCloseTo(1, 9)
    expect(reference.cases).toHaveLength(180)
  })

  it('goes back and forth, and through a third unit, to itself', () => {
    for (const from of skyUnits)
      for (const to of skyUnits) {
        expect(unitFactor(from, to, 353) * unitFactor(to, from, 353)).toBeCloseTo(1, 12)
        const through = unitFactor(from, 'K_RJ', 353) * unitFactor('K_RJ', to, 353)
        expect(through / unitFactor(from, to, 353)).toBeCloseTo(1, 12)
      }
  })

  it('needs no frequency between sizes of the same unit, however they are spelled', () => {
    expect(unitFactor('uK_CMB', 'K_CMB', null)).toBeCloseTo(1e-6, 18)
    expect(unitFactor('Kcmb', 'µKcmb', null)).toBeCloseTo(1e6, 6)
    expect(unitFactor('MJy sr^-1', 'kJy/sr', null)).toBeCloseTo(1000, 9)
    expect(unitFactor('MJy.sr-1', 'MJy/sr', null)).toBe(1)
    expect(unitFactor('MJy*sr**-1', 'Jy/sr', null)).toBeCloseTo(1e6, 6)
  })

  it('approaches 1 from thermodynamic to Rayleigh-Jeans temperature at low frequencies', () => {
    expect(unitFactor('K_CMB', 'K_RJ', 0.01)).toBeCloseTo(1, 6)
    expect(unitFactor('K_CMB', 'K_RJ', 100)).toBeLessThan(1)
  })

  it('stays finite far in the Wien tail', () => {
    expect(unitFactor('K_CMB', 'K_RJ', 30_000)).toBeGreaterThan(0)
  })

  it('is refused for other units, without a unit, and without the frequency that it needs', () => {
    expect(() => unitFactor('mag', 'K_CMB', 353)).toThrow('"mag" is not a unit of sky brightness; known are K_CMB')
    expect(() => unitFactor('K', 'K_CMB', 353)).toThrow('"K" is not a unit')
    expect(() => unitFactor('', 'K_CMB', 353)).toThrow('no unit is given; known are')
    for (const frequency of [null, 0, -1, NaN])
      expect(() => unitFactor('MJy/sr', 'K_CMB', frequency)).toThrow(
        'the frequency in GHz is needed from MJy/sr to K_CMB',
      )
  })

  it('of a form is 1 without a choice, and not known until a frequency that is needed is given', () => {
    expect(knownFactor('MJy/sr', {})).toBe(1)
    expect(knownFactor('MJy/sr', { unit: 'kJy/sr' })).toBeCloseTo(1000, 10)
    expect(knownFactor('MJy/sr', { unit: 'K_CMB' })).toBeNull()
    expect(knownFactor('MJy/sr', { unit: 'K_CMB', frequency: 353 })).toBe(unitFactor('MJy/sr', 'K_CMB', 353))
    expect([isSkyUnit('uK_CMB'), isSkyUnit('counts'), isSkyUnit('')]).toEqual([true, false, false])
    expect([needsFrequency('K_CMB', 'uK_CMB'), needsFrequency('K_CMB', 'K_RJ')]).toEqual([false, true])
  })
})
