import { describe, expect, it } from 'vitest'
import { readMapInfo } from '../../../../src-main/sky/fits/map-info.ts'
import { readMapColumn } from '../../../../src-main/sky/fits/map-column.ts'
import { decodeRice } from '../../../../src-main/sky/fits/compressed/rice.ts'
import reference from '../../../reference/fits-rice.json' with { type: 'json' }
import { compressed } from '../make-compressed.ts'
import { makeFolder } from '../make-fits.ts'

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
  it('is decoded, scaled tile by tile, and NaN at ZBLANK', async () => {
    const { values, header } = await readMapColumn(file('c.fits', compressed()))
    expect([...values]).toEqual([104, 104, 104, 104, 104, 104, NaN, NaN, NaN, NaN, NaN, NaN])
    expect(header.columns).toMatchObject([{ name: 'I_STOKES', type: 'float32' }])
  })

  it.each([
    [/RICE_1/, 'RICE_9', 'ZCMPTYPE'],
    [/ZBLANK {2}= 9/, "ZQUANTIZ= 'DITHER_9'", 'ZQUANTIZ'],
    [/ZBITPIX = -32/, 'ZBITPIX = 24', 'ZBITPIX'],
    [/ZTILE1 {2}= 6/, 'ZTILE1  = 4', 'NAXIS2'],
    [/'COMPRESSED_DATA'/, "'OTHER_DATA'", 'TFORM'],
    [/1PB\(5\)/, '1PA(5)', 'TFORM'],
    [/'COMPRESSED_DATA'/, "'GZIP_COMPRESSED_DATA'", 'row 1'],
    [/RICE_1/, 'GZIP_1', 'row 1'],
    [/RICE_1/, 'HCOMPRESS_1', 'row 1'],
    [/RICE_1/, 'PLIO_1', 'row 1'],
    [/RICE_1/, 'NOCOMPRESS', 'row 1'],
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
