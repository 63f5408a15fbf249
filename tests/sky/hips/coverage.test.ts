import { expect, it } from 'vitest'
import { fullSkyCoverage } from '../../../src-main/sky/hips/coverage.ts'
import { fitsPicture } from '../../../src-main/sky/hips/fits-picture.ts'

const cardsOf = (bytes: Uint8Array, block: number) =>
  Buffer.from(bytes.subarray(2880 * block, 2880 * (block + 1)))
    .toString('latin1')
    .match(/.{80}/g)!

// IVOA MOC 1.1, Sec. 2.3.1: NUNIQ = 4 x 4^order + cell, so the cells 0 to 11 of order 0 are 4 to 15.
it('the coverage of the whole sky is a MOC of the twelve base cells', () => {
  const bytes = fullSkyCoverage()
  expect(bytes).toHaveLength(3 * 2880)
  const cards = cardsOf(bytes, 1).join('\n')
  expect(cards).toMatch(/^PIXTYPE = 'HEALPIX '/m)
  expect(cards).toMatch(/^ORDERING= 'NUNIQ/m)
  expect(cards).toMatch(/^MOCORDER= +0/m)
  const view = new DataView(bytes.buffer, bytes.byteOffset + 2 * 2880)
  const cells = Array.from({ length: 12 }, (_, i) => view.getInt32(4 * i))
  expect(cells).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
})

it('a picture is a FITS file of big-endian single precision, padded with zeros to whole blocks', () => {
  const bytes = fitsPicture(Float32Array.of(1, -2, NaN), 3, 1, [{ keyword: 'ORDER', value: 3, comment: 'of the tile' }])
  expect(bytes).toHaveLength(2 * 2880)
  expect(
    cardsOf(bytes, 0)
      .map((card) => card.slice(0, 8).trim())
      .filter(Boolean),
  ).toEqual(['SIMPLE', 'BITPIX', 'NAXIS', 'NAXIS1', 'NAXIS2', 'ORDER', 'END'])
  expect(Buffer.from(bytes.subarray(2880, 2888)).toString('hex')).toBe('3f800000c0000000')
  expect(new DataView(bytes.buffer, bytes.byteOffset + 2888).getFloat32(0)).toBeNaN()
  expect(bytes.subarray(2892).every((byte) => byte === 0)).toBe(true)
})
