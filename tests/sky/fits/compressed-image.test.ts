import { describe, expect, it } from 'vitest'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { readHealpixColumn } from '../../../src-main/sky/fits/healpix-column.ts'
import { decodeRice } from '../../../src-main/sky/fits/rice.ts'
import reference from '../../reference/fits-rice.json' with { type: 'json' }
import { headerBytes, makeFolder, padded } from './make-fits.ts'

const file = makeFolder()
const cases = Object.entries(reference).map(([name, tile]) => ({
  name,
  ...tile,
  bytes: Buffer.from(tile.compressed, 'base64'),
}))

describe('RICE_1 tiles made by astropy', () => {
  it.each(cases)('$name', ({ bytes, pixels, blockSize, bytePix }) => {
    expect([...decodeRice(bytes, pixels.length, blockSize, bytePix as 1 | 2 | 4)]).toEqual(pixels)
  })

  it.each(cases)('$name: refused if truncated', ({ bytes, pixels, blockSize, bytePix }) => {
    const cut = () => decodeRice(bytes.subarray(0, bytes.length / 2), pixels.length, blockSize, bytePix as 1 | 2 | 4)
    expect(cut).toThrow('ends too early')
  })
})

describe('a map of tile-compressed images', () => {
  /** Two tiles of six equal pixels each: the first pixel raw, and the code for "no difference" (five zero bits). */
  const tile = (pixel: number) => Buffer.from([0, 0, 0, pixel, 0])

  function compressed(change: (line: string) => string = (line) => line): Buffer {
    const primary = headerBytes(['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 0', 'NSIDE   = 1', "ORDERING= 'RING'"])
    const lines = [
      "XTENSION= 'BINTABLE'",
      'BITPIX  = 8',
      'NAXIS   = 2',
      'NAXIS1  = 24',
      'NAXIS2  = 2',
      'PCOUNT  = 10',
      'GCOUNT  = 1',
      'TFIELDS = 3',
      "TTYPE1  = 'COMPRESSED_DATA'",
      "TFORM1  = '1PB(5)'",
      "TTYPE2  = 'ZSCALE'",
      "TFORM2  = '1D'",
      "TTYPE3  = 'ZZERO'",
      "TFORM3  = 'D'",
      'ZIMAGE  = T',
      'ZBITPIX = -32',
      'ZNAXIS  = 1',
      'ZNAXIS1 = 12',
      'ZTILE1  = 6',
      "ZCMPTYPE= 'RICE_1'",
      'ZBLANK  = 9',
      "EXTNAME = 'I_STOKES'",
    ]
    const rows = Buffer.alloc(48)
    ;[0, 1].forEach((row) => {
      rows.writeInt32BE(5, 24 * row)
      rows.writeInt32BE(5 * row, 24 * row + 4)
      rows.writeDoubleBE(0.5, 24 * row + 8)
      rows.writeDoubleBE(100, 24 * row + 16)
    })
    return Buffer.concat([primary, headerBytes(lines.map(change)), padded(Buffer.concat([rows, tile(8), tile(9)]))])
  }

  it('is decoded, scaled tile by tile, and NaN at ZBLANK', async () => {
    const { values, header } = await readHealpixColumn(file('c.fits', compressed()))
    expect([...values]).toEqual([104, 104, 104, 104, 104, 104, NaN, NaN, NaN, NaN, NaN, NaN])
    expect(header.columns).toMatchObject([{ name: 'I_STOKES', type: 'float32' }])
  })

  it.each([
    [/RICE_1/, 'GZIP_2', 'ZCMPTYPE'],
    [/ZBLANK {2}= 9/, "ZQUANTIZ= 'SUBTRACTIVE_DITHER_1'", 'ZQUANTIZ'],
    [/ZBITPIX = -32/, 'ZBITPIX = 64', 'ZBITPIX'],
    [/ZTILE1 {2}= 6/, 'ZTILE1  = 4', 'NAXIS2'],
    [/ZBLANK {2}= 9/, "ZNAME1  = 'BLOCKSIZE'", 'ZVAL'],
    [/'COMPRESSED_DATA'/, "'GZIP_COMPRESSED_DATA'", 'TFORM'],
  ])('is refused with %s for %s', async (what, other, place) => {
    const path = file(
      'r.fits',
      compressed((line) => line.replace(what, other)),
    )
    await expect(readMapInfo(path)).rejects.toMatchObject({ code: 'refused', place: expect.stringContaining(place) })
  })

  it('is refused if a tile lies outside the heap', async () => {
    const bytes = compressed()
    bytes.writeInt32BE(99, 2 * 2880)
    await expect(readMapInfo(file('o.fits', bytes))).rejects.toThrow('HDU 1, row 1')
  })
})
