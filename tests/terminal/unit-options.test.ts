import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { withUnitOptions } from '../../src-main/terminal/unit-options.ts'

const parse = (...words: string[]) => withUnitOptions(new Command()).parse(words, { from: 'user' }).opts()

describe('--unit and --frequency', () => {
  it('are a unit of sky brightness and GHz, and are left out otherwise', () => {
    expect(parse()).toEqual({})
    expect(parse('--unit', 'uK_CMB', '--frequency', '353')).toEqual({ unit: 'uK_CMB', frequency: 353 })
  })

  it('refuse other units and frequencies', () => {
    expect(() => parse('--unit', 'erg')).toThrow(/--unit takes K_CMB or .* or Jy\/sr, not "erg"/)
    expect(() => parse('--frequency', '0')).toThrow(/--frequency takes a number from 0.001 to 1000000, not "0"/)
  })
})
