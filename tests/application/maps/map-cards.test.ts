import { describe, expect, it } from 'vitest'
import { citationOf, requireGalacticAxes } from '../../../src-main/application/maps/map-cards.ts'
import { stokesOfColumn } from '../../../src-main/sky/fits/stokes-of-column.ts'
import { parseHeader } from '../../../src-main/sky/fits/header.ts'
import type { MapHeader } from '../../../src-main/sky/fits/map-header.ts'

const header = (names: string[], cards: string[], type = 'float32', coordsys: 'G' | 'C' | null = 'G') =>
  ({
    ...{ file: 'map.fits', coordsys },
    cards: parseHeader(cards.map((card) => card.padEnd(80))),
    columns: names.map((name) => ({ name, type, hdu: { index: 1 } })),
  }) as unknown as MapHeader

describe('the origin of a map', () => {
  it('is its reference, otherwise its maker, otherwise null', () => {
    const cards = ["ORIGIN  = 'Planck'", "REFERENC= 'A&A 641, A3'"]
    expect(citationOf(header([], cards))).toBe('A&A 641, A3')
    expect(citationOf(header([], cards.slice(0, 1)))).toBe('Planck')
    expect(citationOf(header([], []))).toBeNull()
  })
})

describe('the Stokes parameter of a column', () => {
  const unnamed = ['COLUMN1', 'COLUMN2', 'COLUMN3']

  it.each([
    [["POLCCONV= 'COSMO'"], 'Q'],
    [['POLAR   =                    T'], 'Q'],
    [["POLAR   = 'TRUE'"], 'Q'],
    [['POLAR   =                    F', "POLCCONV= 'IAU'"], null],
    [[], null],
  ])('follows from its position if the header says that the map is polarised: %j', (cards, stokes) => {
    expect(stokesOfColumn(header(unnamed, cards), 'COLUMN2')).toBe(stokes)
  })

  it('is null for a mask, and follows from its own positions in a second table', () => {
    const cards = ["POLCCONV= 'COSMO'"]
    expect(stokesOfColumn(header(['FLAGS[0]', 'FLAGS[1]', 'FLAGS[2]'], cards, 'bit'), 'FLAGS[1]')).toBeNull()
    const second = unnamed.map((name) => `${name} (HDU 2)`)
    expect(stokesOfColumn(header(second, cards), 'COLUMN3 (HDU 2)')).toBe('U')
  })

  it('is refused for cuts in another frame, even if no card gives it', () => {
    expect(() =>
      requireGalacticAxes({ header: header(['Q'], [], 'float32', 'C'), name: 'Q', derivation: null }),
    ).toThrow(/map.fits, HDU 1, column Q, frame C: this is Stokes Q on equatorial axes/)
    expect(() =>
      requireGalacticAxes({ header: header(['I'], [], 'float32', 'C'), name: 'I', derivation: null }),
    ).not.toThrow()
  })
})
