import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodeGzip, decodeShuffledGzip } from '../../../../src-main/sky/fits/compressed/gzip-tile.ts'
import { decodeHcompress } from '../../../../src-main/sky/fits/compressed/hcompress.ts'
import { decodePlio } from '../../../../src-main/sky/fits/compressed/plio.ts'
import { readFitsHeader } from '../../../../src-main/sky/fits/fits-file.ts'
import { readFitsImage } from '../../../../src-main/sky/fits/image.ts'
import reference from '../../../reference/compressed-images.json' with { type: 'json' }
import { makeFolder } from '../make-fits.ts'

const file = makeFolder()
const words = (...values: number[]) => {
  const bytes = Buffer.alloc(2 * values.length)
  values.forEach((value, i) => bytes.writeInt16BE(value, 2 * i))
  return bytes
}
const header = [0, 7, -100, 0, 0, 0, 0]
/** A list of instructions with its length. */
const list = (...instructions: number[]) => {
  const all = [...header, ...instructions]
  all[3] = all.length
  return words(...all)
}

describe('a list of pixels', () => {
  it('draws runs of a current value, and zeros elsewhere', () => {
    // 2 zeros; value 1 + 4 drawn once; 3 of it; value 5 - 2 drawn once; value 2^12 + 1; a zero and this value
    const bytes = list(0x0002, 0x6004, 0x4003, 0x7002, 0x1001, 1, 0x5002)
    expect([...decodePlio(bytes, 12)]).toEqual([0, 0, 5, 5, 5, 5, 3, 0, 4097, 0, 0, 0])
  })

  it('may be in the old format, with its length in the third word', () => {
    expect([...decodePlio(words(0, 0, 5, 0x0001, 0x4002), 4)]).toEqual([0, 1, 1, 0])
  })

  it.each([
    ['no header', words(0, 7), 3, 'ends too early'],
    ['a length beyond its end', words(0, 7, -100, 20, 0, 0, 0), 3, 'ends too early'],
    ['a start outside of it', words(0, -3, -100, 20, 0, 0, 0), 3, 'ends too early'],
    ['an unknown instruction', list(0x7fff - 0x7fff - 1), 3, 'instruction 15'],
    ['too few instructions for the tile', list(0x4001), 1e9, "can't draw 1000000000 pixels"],
  ])('is refused with %s', (_, bytes, count, reason) => {
    expect(() => decodePlio(bytes, count)).toThrow(reason)
  })
})

describe('a tile of HCOMPRESS_1', () => {
  const start = (rows: number, columns: number, planes = [0, 0, 0], scale = 0) => {
    const bytes = Buffer.alloc(40)
    bytes.writeUInt16BE(0xdd99, 0)
    ;[rows, columns, scale].forEach((value, i) => bytes.writeInt32BE(value, 2 + 4 * i))
    bytes.set(planes, 22)
    return bytes
  }

  it('without bit planes has the mean everywhere', () => {
    const bytes = start(2, 3)
    // The transform multiplies a sum of 2 x 2 pixels by 2 for each further level.
    bytes.writeBigInt64BE(8n * 7n, 14)
    expect([...decodeHcompress(bytes, 6, false)]).toEqual([7, 7, 7, 7, 7, 7])
  })

  it.each([
    ['another beginning', Buffer.alloc(40), 6, false, 'does not begin'],
    ['too few bytes', start(2, 3).subarray(0, 20), 6, false, 'does not begin'],
    ['another size', start(1e6, 1e6), 6, false, '1000000 x 1000000 pixels, not 6'],
    ['negative lengths', start(-2, -3), 6, false, 'not 6'],
    ['too many bit planes', start(2, 3, [0, 60, 0]), 6, false, '60 bit planes'],
    ['a bit plane of an unknown format', Buffer.from(start(2, 3, [1, 0, 0])).fill(0x77, 25), 6, false, 'format 7'],
    ['planes beyond its end', start(2, 3, [52, 52, 52]), 6, false, 'ends too early'],
    ['an unknown end', Buffer.from(start(2, 3)).fill(0x77, 25), 6, false, 'do not end'],
  ])('is refused with %s', (_, bytes, count, smooth, reason) => {
    expect(() => decodeHcompress(bytes, count, smooth)).toThrow(reason)
  })
})

describe('a tile compressed with gzip', () => {
  it('is refused if it is longer than its pixels can be, without inflating it', () => {
    expect(() => decodeGzip(gzipSync(Buffer.alloc(1e6)), 10)).toThrow("can't be decompressed")
  })

  it('is unshuffled: first the first bytes of all pixels', () => {
    expect([...decodeShuffledGzip(gzipSync(Buffer.from([1, 2, 3, 11, 12, 13])), 3)]).toEqual([1, 11, 2, 12, 3, 13])
  })
})

describe('a damaged compressed image', () => {
  const cases = ['RICE_1 float64 SUBTRACTIVE_DITHER_1', 'GZIP_1 uint16', 'HCOMPRESS_1 int16', 'PLIO_1 int32'] as const

  it.each(cases)('%s: is refused by its row, or read', async (name) => {
    const original = gunzipSync(Buffer.from(reference.cases[name].file, 'base64'))
    const { dataStart, dataLength } = (await readFitsHeader(file('whole.fits', original))).hdus[1]
    let refused = 0
    for (let at = dataStart; at < dataStart + dataLength; at += 97) {
      const bytes = Buffer.from(original).fill(0xff, at, at + 8)
      await readFitsImage(file('damaged.fits', bytes)).catch((error: Error) => {
        expect(error).toMatchObject({ code: 'refused', place: expect.stringMatching(/^HDU 1, row \d+$/) })
        refused++
      })
    }
    expect(refused).toBeGreaterThan(0)
  })

  it('is refused with a typed error where a header claims more pixels than its bytes can give', async () => {
    const bytes = gunzipSync(Buffer.from(reference.cases['HCOMPRESS_1 lossy'].file, 'base64'))
    const text = bytes
      .toString('latin1')
      .replace(/(Z(?:NAXIS|TILE)[12] +=) +\d+/g, (_, card) => `${card} ${'99999'.padStart(20)}`)
    await expect(readFitsImage(file('claims.fits', Buffer.from(text, 'latin1')))).rejects.toMatchObject({
      place: expect.stringContaining('ZNAXIS'),
    })
  })
})
