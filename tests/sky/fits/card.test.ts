import { describe, expect, it } from 'vitest'
import { parseCard, type CardValue } from '../../../src-main/sky/fits/card.ts'

/** The value of a record of 80 characters. */
const valueOf = (text: string): CardValue => parseCard(`KEY     = ${text}`.padEnd(80)).value

describe('the value of a card', () => {
  it('is a number, also with the exponents of Fortran and without digits before the point', () => {
    expect(valueOf('                  512 / nside')).toBe(512)
    expect(valueOf('-1.6375E+30')).toBe(-1.6375e30)
    expect(valueOf('1.5D-3')).toBe(0.0015)
    expect(valueOf('.25')).toBe(0.25)
    expect(valueOf('+7.')).toBe(7)
  })

  it('is a string without the blanks at its end, in which two quotes are one', () => {
    expect(valueOf("'RING    '           / order")).toBe('RING')
    expect(valueOf("'O''Neill'")).toBe("O'Neill")
    expect(valueOf("'  leading'")).toBe('  leading')
    expect(valueOf("''")).toBe('')
    // A slash within quotes begins no comment.
    expect(valueOf("'MJy/sr  '")).toBe('MJy/sr')
    expect(valueOf("'without an end")).toBe('without an end')
  })

  it('is true, false, or none', () => {
    expect(valueOf('                    T')).toBe(true)
    expect(valueOf('                    F / no')).toBe(false)
    expect(valueOf('                      / nothing')).toBeNull()
  })

  it('is text if it is none of these, so that one odd card does not make the file unreadable', () => {
    expect(valueOf('NaN')).toBe('NaN')
    expect(valueOf('2026-11-29 / a date without quotes')).toBe('2026-11-29')
    expect(valueOf('1.2.3')).toBe('1.2.3')
  })
})

describe('a card', () => {
  it('has a comment after the slash', () => {
    expect(parseCard("TUNIT1  = 'K_CMB   '           / unit of I / Q / U".padEnd(80))).toEqual({
      keyword: 'TUNIT1',
      value: 'K_CMB',
      comment: 'unit of I / Q / U',
    })
  })

  it('of COMMENT, HISTORY or blanks has text only, even with an equals sign', () => {
    for (const keyword of ['COMMENT', 'HISTORY', '']) {
      const card = parseCard(`${keyword.padEnd(8)}= 3 is no value`.padEnd(80))
      expect(card).toEqual({ keyword, value: null, comment: '= 3 is no value' })
    }
    expect(parseCard('COMMENT= 5'.padEnd(80)).value).toBeNull()
  })

  it('may lack the blank after the equals sign, and the sign itself', () => {
    expect(parseCard('NSIDE   =512'.padEnd(80))).toMatchObject({ keyword: 'NSIDE', value: 512 })
    expect(parseCard('NOVALUE  some words'.padEnd(80))).toEqual({
      keyword: 'NOVALUE',
      value: null,
      comment: ' some words',
    })
  })

  it('of HIERARCH has a long keyword', () => {
    expect(parseCard("HIERARCH ESO TEL NAME = 'VISTA' / telescope".padEnd(80))).toEqual({
      keyword: 'ESO TEL NAME',
      value: 'VISTA',
      comment: 'telescope',
    })
    expect(parseCard('HIERARCH only words'.padEnd(80))).toMatchObject({ keyword: 'HIERARCH', value: null })
  })

  it('of CONTINUE has the next piece of a string', () => {
    expect(parseCard("CONTINUE  'and more&' / rest".padEnd(80))).toEqual({
      keyword: 'CONTINUE',
      value: 'and more&',
      comment: 'rest',
    })
  })
})
