import { describe, expect, it } from 'vitest'
import { parseHeader } from '../../../src-main/sky/fits/header.ts'
import { readWcs } from '../../../src-main/sky/fits/wcs.ts'

const galactic = ["CTYPE1  = 'GLON-TAN'", "CTYPE2  = 'GLAT-TAN'"]
const wcs = (...cards: string[]) => readWcs(parseHeader([...galactic, ...cards].map((card) => card.padEnd(80))))!

describe('the coordinates of an image', () => {
  it('are null if its axes have no names', () => {
    expect(readWcs(parseHeader([]))).toBeNull()
    expect(readWcs(parseHeader([galactic[0].padEnd(80)]))).toBeNull()
  })

  it('are the defaults of FITS 4.0 if cards are missing: pixels of a degree, the reference at 0', () => {
    expect(wcs()).toEqual({
      ...{ ctype: ['GLON-TAN', 'GLAT-TAN'], crval: [0, 0], crpix: [0, 0], unit: ['deg', 'deg'] },
      cd: [
        [1, 0],
        [0, 1],
      ],
    })
  })

  it('use the matrix CD, whatever else is there', () => {
    const matrix = ['CD1_1   = -0.1', 'CD1_2   = 0.02', 'CD2_2   = 0.1']
    expect(wcs(...matrix, 'CDELT1  = 7', 'CROTA2  = 45', 'PC1_1   = 3').cd).toEqual([
      [-0.1, 0.02],
      [0, 0.1],
    ])
  })

  it('multiply PC by the steps of its rows, and ignore CROTA beside it', () => {
    const cards = ['CDELT1  = -2', 'CDELT2  = 3', 'PC1_1   = 0.6', 'PC1_2   = -0.8', 'PC2_1   = 0.8', 'PC2_2   = 0.6']
    expect(wcs(...cards, 'CROTA2  = 10').cd).toEqual([
      [-1.2, 1.6],
      [expect.closeTo(2.4, 12), expect.closeTo(1.8, 12)],
    ])
  })

  // Calabretta & Greisen 2002, Eq. 189, by hand for 30 degrees: cos = sqrt(3) / 2, sin = 1 / 2.
  it('rotate by the CROTA of the latitude axis, first or second', () => {
    const steps = ['CDELT1  = -2', 'CDELT2  = 4']
    const root = Math.sqrt(3)
    const second = wcs(...steps, 'CROTA2  = 30').cd
    const turned = [
      [-root, -2],
      [-1, 2 * root],
    ]
    second.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(turned[i][j], 12)))
    expect(wcs(...steps, 'CROTA1  = 30').cd).toEqual([
      [-2, 0],
      [0, 4],
    ])
    const swapped = ["CTYPE1  = 'DEC--TAN'", "CTYPE2  = 'RA---TAN'", ...steps, 'CROTA1  = 30']
    const first = readWcs(parseHeader(swapped.map((card) => card.padEnd(80))))!.cd
    const turnedBack = [
      [-root, 2],
      [1, 2 * root],
    ]
    first.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(turnedBack[i][j], 12)))
  })
})
