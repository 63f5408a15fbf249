import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openByteSource } from '../../../src-main/sky/fits/open-byte-source.ts'
import { type ByteSource } from '../../../src-main/sky/fits/byte-source.ts'
import { walkHdus, type FitsHdu } from '../../../src-main/sky/fits/hdu.ts'
import { emptyPrimary, headerBytes, makeFolder, padded, smallMap, tableBytes } from './make-fits.ts'

const file = makeFolder()

/** 3 MB, more than one piece of the decompressor; byte i is a function of i. */
const content = Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 7 + (i >> 8)) & 255))
content.write('SIMPLE  =', 0, 'latin1')

async function reading<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const source = await openByteSource(path)
  try {
    return await use(source)
  } finally {
    await source.close()
  }
}

describe.each([
  ['a plain file', () => file('plain.fits', content), content.length],
  ['a compressed file, whatever its name', () => file('packed.fits', gzipSync(content, { level: 1 })), null],
  [
    'a file with two compressed members',
    () => file('two.gz', Buffer.concat([gzipSync(content.subarray(0, 1000)), gzipSync(content.subarray(1000))])),
    null,
  ],
])('%s', (_, make, size) => {
  it('returns any bytes, forwards, backwards and across pieces', async () => {
    await reading(make(), async (source) => {
      expect(source.size).toBe(size)
      for (const [position, length] of [
        [0, 80],
        [999, 3],
        [1_048_570, 20],
        [2_900_000, 100_000],
        [5, 10],
        [1_000_000, 1_500_000],
      ]) {
        const target = new Uint8Array(length)
        expect(await source.read(target, position)).toBe(length)
        expect(Buffer.compare(target, content.subarray(position, position + length))).toBe(0)
      }
    })
  })

  it('says how many bytes there were before its end, and returns nothing beyond', async () => {
    await reading(make(), async (source) => {
      const target = new Uint8Array(100)
      expect(await source.read(target, content.length - 30)).toBe(30)
      expect(Buffer.compare(target.subarray(0, 30), content.subarray(-30))).toBe(0)
      expect(target.subarray(30).every((byte) => byte === 0)).toBe(true)
      expect(await source.read(target, content.length)).toBe(0)
      expect(await source.read(target, content.length + 5000)).toBe(0)
      // The beginning can still be read.
      expect(await source.read(target, 0)).toBe(100)
    })
  })
})

describe("a file that can't be read", () => {
  it.each([
    ['empty.fits', Buffer.alloc(0), /empty.fits, byte 0: the file is empty; get a fresh copy/],
    ['pointer.fits', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), /Git LFS pointer.*git lfs pull/],
    ['page.fits', Buffer.from('  <!DOCTYPE html><html>'), /page.fits, byte 0: /],
  ])('%s is refused by what it is', async (name, bytes, message) => {
    await expect(openByteSource(file(name, bytes))).rejects.toThrow(message)
  })

  it('is refused if it is missing or a folder', async () => {
    const here = file('here.fits', content)
    await expect(openByteSource(join(dirname(here), 'gone.fits'))).rejects.toThrow(/there is no such file/)
    mkdirSync(join(dirname(here), 'folder.fits'))
    await expect(openByteSource(join(dirname(here), 'folder.fits'))).rejects.toThrow(/this is a folder/)
  })

  it('to the end is refused with the byte reached', async () => {
    const packed = gzipSync(content)
    const cut = file('cut.gz', packed.subarray(0, packed.length - 500))
    await reading(cut, async (source) => {
      const target = new Uint8Array(80)
      expect(await source.read(target, 0)).toBe(80)
      await expect(source.read(target, content.length - 80)).rejects.toThrow(
        /byte \d+ of the decompressed file: the compressed file ends too early; get a fresh copy of the file/,
      )
    })
    const spoilt = Buffer.from(packed)
    // The checksum of the whole file is in the last eight bytes.
    spoilt.writeUInt32LE(1, spoilt.length - 8)
    await reading(file('spoilt.gz', spoilt), async (source) => {
      await expect(source.read(new Uint8Array(80), content.length)).rejects.toThrow(/can't be decompressed/)
    })
  })
})

describe('the HDUs of a file', () => {
  const hdusOf = async (bytes: Uint8Array) =>
    reading(file('hdus.fits', bytes), async (source) => {
      const hdus: FitsHdu[] = []
      for await (const hdu of walkHdus(source)) hdus.push(hdu)
      return hdus
    })
  const table = (name: string, rows: number) =>
    tableBytes(
      8,
      rows,
      ['TFIELDS =                    2', "TFORM1  = 'E'", "TFORM2  = 'E'", `EXTNAME = '${name}'`, ...smallMap],
      Buffer.alloc(8 * rows),
    )

  it('are found one after the other, and their data skipped', async () => {
    const hdus = await hdusOf(Buffer.concat([emptyPrimary, table('ONE', 12), table('TWO', 1000)]))
    expect(hdus.map(({ name, kind, index }) => [index, name, kind])).toEqual([
      [0, 'PRIMARY', 'image'],
      [1, 'ONE', 'table'],
      [2, 'TWO', 'table'],
    ])
    expect(hdus[1].dataStart).toBe(2880 * 2)
    expect(hdus[2]).toMatchObject({ dataStart: 2880 * 4, dataLength: 8000, axes: [8, 1000] })
  })

  it('end where something else starts, as the standard allows (Sec. 3.5)', async () => {
    expect(await hdusOf(Buffer.concat([emptyPrimary, table('ONE', 1), Buffer.alloc(2880, 0x20)]))).toHaveLength(2)
    expect(await hdusOf(Buffer.concat([emptyPrimary, table('ONE', 1), Buffer.from('tail')]))).toHaveLength(2)
  })

  it('include the heap in the length of their data', async () => {
    const heap = [
      "XTENSION= 'BINTABLE'",
      'BITPIX  =                    8',
      'NAXIS   =                    2',
      'NAXIS1  =                   10',
      'NAXIS2  =                    3',
      'PCOUNT  =                   70',
      'GCOUNT  =                    1',
      'TFIELDS =                    0',
    ]
    const [, hdu] = await hdusOf(Buffer.concat([emptyPrimary, headerBytes(heap), padded(Buffer.alloc(100))]))
    expect(hdu.dataLength).toBe(100)
  })

  it('that are truncated or have no END card are refused with the location', async () => {
    await expect(hdusOf(Buffer.concat([emptyPrimary, table('ONE', 1).subarray(0, 1000)]))).rejects.toThrow(/HDU 1/)
    const endless = Buffer.concat([emptyPrimary.subarray(0, 80), Buffer.alloc(2880 * 2 - 80, 0x20)])
    await expect(hdusOf(endless)).rejects.toThrow(/hdus.fits, (HDU 0|byte)/)
    await expect(hdusOf(Buffer.from('GIF89a'.padEnd(2880)))).rejects.toThrow(/not a FITS file: it begins with "GIF89a/)
  })
})
