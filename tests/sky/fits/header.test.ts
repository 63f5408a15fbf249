import { describe, expect, it } from 'vitest'
import { parseCard } from '../../../src-main/sky/fits/card.ts'
import { decodeRecord, makeHeader, parseHeader } from '../../../src-main/sky/fits/header.ts'

describe('one card (FITS 4.0, Sec. 4.2)', () => {
  it.each([
    ["OBJECT  = 'Cygnus X'           / a name", 'OBJECT', 'Cygnus X', 'a name'],
    ["AUTHOR  = 'O''HARA / B.'", 'AUTHOR', "O'HARA / B.", ''],
    ["COORDSYS= 'G       '", 'COORDSYS', 'G', ''],
    ["TFORM1  = '       J'", 'TFORM1', '       J', ''],
    ["EMPTY   = ''", 'EMPTY', '', ''],
    ["OPEN    = 'no end", 'OPEN', 'no end', ''],
    ['NSIDE   =                 1024 / r', 'NSIDE', 1024, 'r'],
    ['BAD_DATA=          -1.6375E+30', 'BAD_DATA', -1.6375e30, ''],
    ['TZERO1  = 2.5D-3', 'TZERO1', 0.0025, ''],
    ['NESTED  =                    F', 'NESTED', false, ''],
    ['EXTEND  = T/here', 'EXTEND', true, 'here'],
    ['UNDEF   =                      / nothing', 'UNDEF', null, 'nothing'],
    ['ODD     = (1.0, 2.0)', 'ODD', '(1.0, 2.0)', ''],
    ['NSIDE   =64', 'NSIDE', 64, ''],
    ['HIERARCH output_units = uK_RJ', 'output_units', 'uK_RJ', ''],
    ["HIERARCH ESO DET = 'x' / y", 'ESO DET', 'x', 'y'],
    ['HIERARCH nothing said', 'HIERARCH', null, ' nothing said'],
    ['COMMENT = this is no value', 'COMMENT', null, '= this is no value'],
    ['HISTORY made by hand', 'HISTORY', null, 'made by hand'],
    ['', '', null, ''],
  ])('reads %j', (record, keyword, value, comment) => {
    expect(parseCard(record.padEnd(80))).toEqual({ keyword, value, comment })
  })
})

describe('a header', () => {
  it('appends CONTINUE cards to the preceding string, with or without an ampersand', () => {
    const header = parseHeader(["LONG    = 'one &' / a", "CONTINUE  'two &'", "CONTINUE  'three' / b", 'NEXT    = 1'])
    expect(header.get('LONG')).toBe('one two three')
    expect(header.cards).toHaveLength(2)
    expect(header.cards[0].comment).toBe('a b')
  })

  it('joins a hundred thousand CONTINUE cards in seconds of processor time', () => {
    const began = process.cpuUsage()
    const records = ["LONG    = 'begin &'", ...new Array<string>(100_000).fill("CONTINUE  'and on &'")]
    expect(parseHeader(records).text('LONG')).toHaveLength('begin '.length + 7 * 100_000 + 1)
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(5)
  })

  it('reads numbers written as strings, and any value as text', () => {
    const header = parseHeader(["NSIDE   = '64      '", "NAME    = 'x'", 'N       = 3', "BLANK   = '   '"])
    expect(header.number('NSIDE')).toBe(64)
    expect(header.number('NAME')).toBeUndefined()
    expect(header.number('BLANK')).toBeUndefined()
    expect(header.text('N')).toBe('3')
    expect(header.text('BLANK')).toBeUndefined()
    expect(header.number('MISSING')).toBeUndefined()
  })

  it('reads units in UTF-8, Latin-1 and plain ASCII', () => {
    const text = "TUNIT1  = 'µK      '           / Ångström, K²"
    for (const encoding of ['utf8', 'latin1'] as const) {
      const header = parseHeader([decodeRecord(Buffer.from(text, encoding))])
      expect(header.text('TUNIT1')).toBe('µK')
      expect(header.cards[0].comment).toBe('Ångström, K²')
    }
    expect(decodeRecord(Buffer.from('NSIDE   = 4'))).toBe('NSIDE   = 4')
  })

  it('of an extension and the primary header has the cards of both, those of the extension first', () => {
    const [own, primary] = [["A       = 'own'"], ["A       = 'other'", 'B       = 2']].map((lines) =>
      parseHeader(lines),
    )
    const both = makeHeader([...own.cards, ...primary.cards])
    expect([both.get('A'), both.get('B')]).toEqual(['own', 2])
  })

  it('keeps the first of two cards with the same keyword, and every COMMENT', () => {
    const header = parseHeader(['A       = 1', 'A       = 2', 'COMMENT x', 'COMMENT y'])
    expect(header.get('A')).toBe(1)
    expect(header.cards.filter(({ keyword }) => keyword === 'COMMENT')).toHaveLength(2)
  })
})
