import { describe, expect, it } from 'vitest'
import { maskOfFile } from '../../../src-main/application/masks/mask-of-file.ts'
import {
  bigEndian,
  emptyPrimary,
  headerBytes,
  makeFolder,
  oneColumn,
  padded,
  tableBytes,
} from '../../sky/fits/make-fits.ts'

const put = makeFolder()
const twelve = bigEndian(
  'E',
  Array.from({ length: 12 }, (_, i) => i % 2),
)
const image = (cards: string[]) =>
  Buffer.concat([
    headerBytes([
      'SIMPLE  =                    T',
      'BITPIX  =                    8',
      'NAXIS   =                    2',
      'NAXIS1  =                    4',
      'NAXIS2  =                    4',
      ...cards,
    ]),
    padded(new Uint8Array(16)),
  ])

describe('a file that is chosen as a mask', () => {
  it('is a list of sources if it is a CSV file', async () => {
    expect(await maskOfFile('/nowhere/s.CSV')).toEqual({ kind: 'sources', path: '/nowhere/s.CSV', radius: null })
  })

  it('is a picture if it is an array', async () => {
    expect(await maskOfFile('/nowhere/m.npy')).toEqual({ kind: 'file', path: '/nowhere/m.npy' })
  })

  it('is a map if it holds one', async () => {
    const path = put('map.fits', oneColumn('1E', twelve))
    expect(await maskOfFile(path)).toEqual({ kind: 'map', path, column: null, threshold: 0.5 })
  })

  it('is a picture if it holds an image, with or without coordinates', async () => {
    const plain = put('image.fits', image([]))
    expect(await maskOfFile(plain)).toEqual({ kind: 'file', path: plain })
    const sky = put(
      'sky.fits',
      image(["CTYPE1  = 'GLON-TAN'", "CTYPE2  = 'GLAT-TAN'", 'CDELT1  = -0.1', 'CDELT2  = 0.1']),
    )
    expect(await maskOfFile(sky)).toEqual({ kind: 'file', path: sky })
  })

  it('is a list of sources if it holds a table alone', async () => {
    const cards = ['TFIELDS =                    1', "TFORM1  = '1E'", "TTYPE1  = 'RA'"]
    const path = put('table.fits', Buffer.concat([emptyPrimary, tableBytes(4, 12, cards, twelve)]))
    expect(await maskOfFile(path)).toEqual({ kind: 'sources', path, radius: null })
  })

  it('that is neither is refused', async () => {
    await expect(maskOfFile(put('text.fits', Buffer.from('text')))).rejects.toThrow(
      /text.fits, byte 0: not a FITS file/,
    )
    await expect(maskOfFile('/nowhere/m.fits')).rejects.toThrow(/m.fits/)
  })
})
