import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { bigEndian, emptyPrimary, headerBytes, makeFolder, oneColumn, padded, smallMap } from './make-fits.ts'

const file = makeFolder()
const twelve = Array.from({ length: 12 }, (_, i) => i + 1)
const map = oneColumn('E', bigEndian('E', twelve))

describe('a file in another wrapping', () => {
  it.each([
    ['bzip2', Buffer.from('BZh91AY&SY'), 'compressed with bzip2', 'bunzip2'],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4]), 'compressed with xz', 'unxz'],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 4]), 'compressed with zstd', 'unzstd'],
    ['compress', Buffer.from([0x1f, 0x9d, 0x90]), 'compressed with compress', 'gunzip'],
    ['zip', Buffer.from('PK\x03\x04\x14'), 'a ZIP archive', 'unzip'],
    ['7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), 'a 7-Zip archive', '7z x'],
  ])('%s is refused with the command that unpacks it', async (name, start, what, command) => {
    const path = file(`${name}.fits`, Buffer.concat([start, Buffer.alloc(600)]))
    const said = `${path}, byte 0: the file is ${what}, which is not supported; `
    await expect(readMapInfo(path)).rejects.toThrow(said)
    await expect(readFitsImage(path)).rejects.toThrow(`${command} ${path}.`)
  })

  it('is recognised inside gzip too', async () => {
    const path = file('inside.gz', gzipSync(Buffer.concat([Buffer.from('BZh9'), Buffer.alloc(99)])))
    await expect(readMapInfo(path)).rejects.toThrow(
      'byte 0 of the decompressed file: the file is compressed with bzip2',
    )
  })

  it('of tar is refused with tar xf, also as .tar.gz', async () => {
    const tar = Buffer.alloc(1024)
    tar.write('map.fits')
    tar.write('ustar', 257)
    await expect(readMapInfo(file('a.tar', tar))).rejects.toThrow('the file is a tar archive; unpack it first: tar xf')
    await expect(readMapInfo(file('a.tar.gz', gzipSync(tar)))).rejects.toThrow('tar xf')
  })

  it('of another format is refused with the format’s name', async () => {
    const start = (bytes: string) => Buffer.from(bytes.padEnd(99), 'latin1')
    await expect(readMapInfo(file('a.fits', start('\x89HDF\r\n')))).rejects.toThrow('an HDF5 file')
    await expect(readMapInfo(file('a.fits', start('\x93NUMPY')))).rejects.toThrow('a NumPy array')
  })

  it('quotes a path with blanks in the command', async () => {
    const path = file('my map.fits', Buffer.from('BZh91AY'))
    await expect(readMapInfo(path)).rejects.toThrow(`bunzip2 '${path}'.`)
  })

  it('of gzip is read, also if compressed twice or three times', async () => {
    for (const bytes of [gzipSync(map), gzipSync(gzipSync(map)), gzipSync(gzipSync(gzipSync(map)))]) {
      expect([...(await readMapColumn(file('z.fits.gz', bytes))).values]).toEqual(twelve)
    }
    const four = gzipSync(gzipSync(gzipSync(gzipSync(map))))
    await expect(readMapInfo(file('z.gz', four))).rejects.toThrow('compressed more than 3 times')
  })

  it('of gzip in gzip is refused if truncated', async () => {
    const twice = gzipSync(gzipSync(map))
    await expect(readMapInfo(file('z.gz', twice.subarray(0, twice.length - 40)))).rejects.toThrow('ends too early')
    const inner = gzipSync(map)
    const cut = gzipSync(inner.subarray(0, inner.length - 40))
    await expect(readMapInfo(file('z.gz', cut))).rejects.toThrow('ends too early')
  })
})

describe('a table that is not a binary one', () => {
  const shape = [
    'BITPIX  = 8',
    'NAXIS   = 2',
    'NAXIS1  = 12',
    'NAXIS2  = 12',
    'PCOUNT  = 0',
    'GCOUNT  = 1',
    'TFIELDS = 1',
  ]
  const extension = (cards: string[]) =>
    Buffer.concat([emptyPrimary, headerBytes([...cards, ...shape, ...smallMap]), padded(Buffer.alloc(144, ' '))])

  it('but an ASCII table is refused as such', async () => {
    const path = file('a.fits', extension(["XTENSION= 'TABLE'"]))
    await expect(readMapInfo(path)).rejects.toThrow('HDU 1, card XTENSION: this is an ASCII table')
  })

  it('but a compressed one is refused with funpack, whether it claims to be a map or not', async () => {
    const path = file('a.fits', extension(["XTENSION= 'BINTABLE'", 'ZTABLE  = T']))
    const said = `HDU 1, card ZTABLE: this table is compressed, which is not supported; decompress it first: funpack ${path}.`
    await expect(readMapInfo(path)).rejects.toThrow(said)
    await expect(readMapColumn(path)).rejects.toThrow(said)
    await expect(readFitsImage(path)).rejects.toThrow(said)
    const unnamed = headerBytes(["XTENSION= 'BINTABLE'", 'ZTABLE  = T', ...shape])
    const bytes = Buffer.concat([emptyPrimary, unnamed, padded(Buffer.alloc(144))])
    await expect(readMapInfo(file('b.fits', bytes))).rejects.toThrow('card ZTABLE')
  })
})
