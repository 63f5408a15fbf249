import { describe, expect, it } from 'vitest'
import { FitsError } from '../../../src-main/sky/fits/fits-error.ts'
import { parseHeader } from '../../../src-main/sky/fits/header.ts'
import { squarePixelWidth } from '../../../src-main/sky/fits/square-pixel-width.ts'
import { readWcs } from '../../../src-main/sky/fits/wcs.ts'

const axes = ["CTYPE1  = 'GLON-TAN'", "CTYPE2  = 'GLAT-TAN'"]
const widthOf = (cards: string[]) => squarePixelWidth('image.fits', 0, readWcs(parseHeader(cards)))

describe('the width of a pixel', () => {
  it.each([
    [['CDELT1  = -0.1', 'CDELT2  = 0.1'], 0.1],
    [['CDELT1  = -6', 'CDELT2  = 6', "CUNIT1  = 'arcmin'", "CUNIT2  = 'arcmin'"], 0.1],
    [['CDELT1  = -360', 'CDELT2  = 0.1', "CUNIT1  = 'arcsec'"], 0.1],
    [['CDELT1  = -0.1', 'CDELT2  = 0.1', 'CROTA2  = 30'], 0.1],
    [['CD1_1   = -0.06', 'CD1_2   = 0.08', 'CD2_1   = 0.08', 'CD2_2   = 0.06'], 0.1],
    [['CDELT1  = -0.100001', 'CDELT2  = 0.1'], 0.1000005],
  ])('is found from %j', (cards, degrees) => {
    expect(widthOf([...axes, ...cards])).toBeCloseTo(degrees, 12)
  })

  it('is unknown without coordinates, for non-celestial coordinates, or in an unknown unit', () => {
    expect(widthOf(['CDELT1  = -0.1', 'CDELT2  = 0.1'])).toBeNull()
    expect(widthOf(["CTYPE1  = 'FREQ'", "CTYPE2  = 'STOKES'", 'CDELT1  = 2'])).toBeNull()
    expect(widthOf([...axes, "CUNIT1  = 'pixel'", "CUNIT2  = 'pixel'"])).toBeNull()
    expect(widthOf([...axes, 'CDELT1  = 0', 'CDELT2  = 0'])).toBeNull()
  })

  it('is refused, naming the cards, if the pixels are not square', () => {
    const refusal = () => widthOf([...axes, 'CDELT1  = -0.126', 'CDELT2  = 0.252'])
    expect(refusal).toThrow(FitsError)
    expect(refusal).toThrow(
      'image.fits, HDU 0, cards CDELT1 and CDELT2 (or CD): the pixels are not square (0.126 x 0.252 degrees)',
    )
  })

  it('is refused if the axes are not at right angles', () => {
    const sheared = ['CD1_1   = -0.1', 'CD1_2   = 0.08', 'CD2_2   = 0.06']
    expect(() => widthOf([...axes, ...sheared])).toThrow('not at right angles')
  })
})
