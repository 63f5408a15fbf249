import { describe, expect, it } from 'vitest'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { bigEndian, headerBytes, makeFolder, padded } from './make-fits.ts'

const file = makeFolder()
const codes = { '8': 'B', '16': 'I', '32': 'J', '64': 'K', '-32': 'E', '-64': 'D' } as const

function picture(bitpix: keyof typeof codes, values: number[], cards: string[] = [], first = 'SIMPLE  = T'): Buffer {
  const lines = [first, `BITPIX  = ${bitpix}`, 'NAXIS   = 2', 'NAXIS1  = 3', 'NAXIS2  = 2', ...cards]
  return Buffer.concat([headerBytes(lines), padded(bigEndian(codes[bitpix], values))])
}

describe('pixels of an image', () => {
  it.each(Object.keys(codes) as (keyof typeof codes)[])('are read with BITPIX %s', async (bitpix) => {
    const { values, width, height, name, wcs } = await readFitsImage(
      file('a.fits', picture(bitpix, [0, 1, 2, 3, 4, 120])),
    )
    expect([...values]).toEqual([0, 1, 2, 3, 4, 120])
    expect({ width, height, name, wcs }).toEqual({ width: 3, height: 2, name: 'PRIMARY', wcs: null })
    expect(values).toBeInstanceOf(['8', '16', '-32'].includes(bitpix) ? Float32Array : Float64Array)
  })

  it('keep sign, fraction and NaN', async () => {
    const stored = [-1, -32768, 32767, 0, 5, -7]
    expect([...(await readFitsImage(file('i.fits', picture('16', stored)))).values]).toEqual(stored)
    const singles = [-0.5, 1e30, NaN, -1e-30, 0.25, 3].map(Math.fround)
    expect([...(await readFitsImage(file('e.fits', picture('-32', singles)))).values]).toEqual(singles)
    const doubles = [Math.PI, -1e300, NaN, 2 ** 53, 0.1, 0]
    expect([...(await readFitsImage(file('d.fits', picture('-64', doubles)))).values]).toEqual(doubles)
  })

  it('are scaled, unsigned by BZERO, and NaN at BLANK', async () => {
    const cards = ['BZERO   = 32768', 'BLANK   = 9', "BUNIT   = 'MJy/sr'"]
    const { values, unit } = await readFitsImage(file('u.fits', picture('16', [-32768, 0, 32767, 9, 1, 2], cards)))
    expect([...values]).toEqual([0, 32768, 65535, NaN, 32769, 32770])
    expect(unit).toBe('MJy/sr')
    const halved = await readFitsImage(
      file('h.fits', picture('-32', [1, 2, 3, 4, 5, 6], ['BSCALE  = 0.5', 'BZERO   = 1'])),
    )
    expect([...halved.values]).toEqual([1.5, 2, 2.5, 3, 3.5, 4])
  })

  it('are NaN where they are UNSEEN, also in a scaled image', async () => {
    const unseen = -1.6375e30
    for (const bitpix of ['-32', '-64'] as const) {
      for (const cards of [[], ['BSCALE  = 0.5']]) {
        const { values } = await readFitsImage(file('n.fits', picture(bitpix, [unseen, 2, unseen, 4, 6, 8], cards)))
        const scale = cards.length === 0 ? 1 : 0.5
        expect([...values]).toEqual([NaN, 2, NaN, 4, 6, 8].map((value) => scale * value))
      }
    }
  })

  it('keep digits that single precision would lose to an offset', async () => {
    const cards = ['BZERO   = 2.725', 'BSCALE  = 1E-7']
    const { values } = await readFitsImage(file('o.fits', picture('16', [0, 1, 2, 3, 4, 5], cards)))
    expect([...values]).toEqual([0, 1, 2, 3, 4, 5].map((value) => 2.725 + 1e-7 * value))
  })
})

describe('images of a file', () => {
  const cards = [
    "CTYPE1  = 'GLON-TAN'",
    "CTYPE2  = 'GLAT-TAN'",
    'CRVAL1  = 120.5',
    'CRVAL2  = -20',
    'CRPIX1  = 2',
    'CRPIX2  = 1.5',
    'CDELT1  = -0.1',
    'CDELT2  = 0.2',
  ]
  const extension = (name: string, more: string[]) =>
    picture(
      '8',
      [1, 2, 3, 4, 5, 6],
      ['PCOUNT  = 0', 'GCOUNT  = 1', `EXTNAME = '${name}'`, ...more],
      "XTENSION= 'IMAGE'",
    )
  const path = file(
    'm.fits',
    Buffer.concat([
      headerBytes(['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 0']),
      extension('SKY', cards),
      extension('MASK', [...cards.slice(0, 6), 'CD1_1   = -0.3', 'CD2_2   = 0.4', 'CD1_2   = 0.01']),
    ]),
  )

  it('are chosen by default (the first), by number, or by name', async () => {
    expect((await readFitsImage(path)).name).toBe('SKY')
    expect((await readFitsImage(path, 2)).name).toBe('MASK')
    expect((await readFitsImage(path, 'MASK')).hdu).toBe(2)
    await expect(readFitsImage(path, 'DUST')).rejects.toThrow('none of these is an image DUST')
  })

  it('get their coordinates from CDELT or CD', async () => {
    expect((await readFitsImage(path, 'SKY')).wcs).toEqual({
      ctype: ['GLON-TAN', 'GLAT-TAN'],
      crval: [120.5, -20],
      crpix: [2, 1.5],
      cd: [
        [-0.1, 0],
        [0, 0.2],
      ],
      unit: ['deg', 'deg'],
    })
    expect((await readFitsImage(path, 'MASK')).wcs?.cd).toEqual([
      [-0.3, 0.01],
      [0, 0.4],
    ])
  })
})
