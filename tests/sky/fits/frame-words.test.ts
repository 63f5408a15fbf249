import { describe, expect, it } from 'vitest'
import { frameOf } from '../../../src-main/sky/fits/frame-words.ts'

describe('the word for a frame', () => {
  it.each([
    ['G', ['GALACTI', 'galact', 'gal.', 'galatic', 'GALACTICC', 'galacitc', 'Galactic II', 'lII, bII', 'GALACTIC?']],
    ['C', ['CELESTI', 'celest', 'eq.', 'EQUATORI', 'equitorial', 'equatoral', 'EQJ', 'Equ. J2000', 'celestial (ICRS)']],
    ['C', ['FK5/J2000.0', 'RA---DEC', 'icrs', 'FK5 equatorial']],
    ['E', ['ECLIPTI', 'eclip', 'ecleptic', 'ECLJ', 'Ecliptic J2000']],
    [null, ['?', 'Not specified', 'unspecif', 'unkn', 'n/a', '']],
  ] as const)('is read as %j also cut off or misspelt', (frame, words) => {
    expect(words.map(frameOf)).toEqual(words.map(() => frame))
  })

  it('is not guessed from another word', () => {
    const others = ['supergalactic', 'FK4', 'B1950', 'HELIO', 'CIRS', 'GALCTC', 'sky', 'geocentric true ecliptic', 'T']
    expect(others.map(frameOf)).toEqual(others.map(() => undefined))
    expect(frameOf('galactic equatorial')).toBeUndefined()
  })
})
