import { mkdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { FitsError } from '../../../src-main/sky/fits/fits-error.ts'
import { readFitsHeader } from '../../../src-main/sky/fits/fits-file.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { hasSharedData, sharedData } from '../../shared-data.ts'
import {
  bigEndian,
  emptyPrimary,
  headerBytes,
  makeFolder,
  oneColumn,
  padded,
  smallMap,
  tableBytes,
} from './make-fits.ts'

const file = makeFolder()
const map = (cards = smallMap, form = 'E') => oneColumn(form, bigEndian('E', new Array<number>(12).fill(1)), cards)

/** The refusal must state file, location and reason in one sentence. */
async function expectRefusal(path: string, ...said: string[]): Promise<void> {
  const error = await readMapInfo(path).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(FitsError)
  const { message, code } = error as FitsError
  expect(code).toBe('refused')
  expect(message.startsWith(`${path}, `)).toBe(true)
  expect(message.endsWith('.')).toBe(true)
  for (const words of said) expect(message).toContain(words)
}

describe('a file that is not FITS', () => {
  it.each([
    ['text', Buffer.from('lon,lat\n1,2\n'), ['byte 0', 'not a FITS file']],
    ['nothing', Buffer.alloc(0), ['empty']],
    [
      'a Git LFS pointer',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'),
      ['Git LFS pointer', 'git lfs pull'],
    ],
    ['a web page', Buffer.from('<!DOCTYPE html><html>'), ['web page']],
    ['gzip of something else', gzipSync('text'), ['not a FITS file']],
    ['half a gzip file', gzipSync(map()).subarray(0, 150), ['compressed file ends too early']],
    [
      'damaged gzip',
      Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), Buffer.alloc(99, 7)]),
      ["can't be decompressed"],
    ],
  ] as const)('refuses %s', async (_name, bytes, said) => {
    await expectRefusal(file('a.fits', bytes), ...said)
  })

  it('refuses a missing file and a folder', async () => {
    const path = file('here.fits', map())
    await expectRefusal(path.replace('here', 'gone'), 'no such file')
    mkdirSync(path.replace('here.fits', 'folder'))
    await expectRefusal(path.replace('here.fits', 'folder'), 'this is a folder')
  })
})

describe('a truncated file', () => {
  it('says how many bytes were expected and found', async () => {
    const whole = map()
    await expectRefusal(
      file('c.fits', whole.subarray(0, 2 * 2880 + 47)),
      'HDU 1, byte 5807',
      '5808 bytes expected, 5807 found',
    )
    await expectRefusal(file('c.fits', whole.subarray(0, 4000)), 'HDU 1, byte 4000', 'ends inside a header')
    await expectRefusal(file('c.fits', gzipSync(whole.subarray(0, 2 * 2880 + 47))), '5808 bytes expected, 5807 found')
  })

  it('is refused if it is an image that does not fill its last block, plain or compressed', async () => {
    const header = headerBytes(['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 10', 'NAXIS2  = 10'])
    const cut = Buffer.concat([header, Buffer.alloc(100)])
    await expectRefusal(file('i.fits', cut), 'HDU 0', 'byte 2980', '5760 bytes expected', 'multiple of 2880')
    await expectRefusal(file('i.fits', gzipSync(cut)), '5760 bytes expected')
    expect((await readMapInfo(file('i.fits', Buffer.concat([header, padded(Buffer.alloc(100))])))).format).toBe('image')
  })
})

describe('a table that is not a map', () => {
  it.each([
    ['a table without words of HEALPix', map([]), ['HDU 1 (a table of 12 rows)', 'none of these']],
    ['no data at all', emptyPrimary, ['HDU 0 (no data)', 'none of these']],
    [
      'values that do not fill the sphere',
      map(['NSIDE   = 2', "ORDERING= 'RING'"]),
      ['HDU 1', 'nside 2 needs 48', 'has 12 values'],
    ],
    ['an unknown order', map(['NSIDE   = 1', "ORDERING= 'SPIRAL'"]), ['card ORDERING', 'SPIRAL is neither']],
    ['no order', map(['NSIDE   = 1']), ['card ORDERING', 'missing']],
    ['a MOC', map(["ORDERING= 'NUNIQ'"]), ['card ORDERING', 'MOC']],
    [
      'an nside that is not a number',
      map(["NSIDE   = 'many'", "ORDERING= 'RING'"]),
      ['card NSIDE', 'many is not a whole number'],
    ],
    ['an impossible nside', map(['NSIDE   = 1.5', "ORDERING= 'RING'"]), ['card NSIDE']],
    ['an nside too large', map(['NSIDE   = 1048576', "ORDERING= 'RING'"]), ['card NSIDE', 'degrade']],
    ['explicit without numbers', map([...smallMap, "INDXSCHM= 'EXPLICIT'"]), ['card INDXSCHM']],
    ['an unknown format of a column', map(smallMap, '1Z'), ['card TFORM1', '1Z']],
    ['columns that do not fill a row', map(smallMap, '2E'), ['card NAXIS1', 'has 4 bytes', 'take 8']],
  ] as const)('refuses %s', async (_name, bytes, said) => {
    await expectRefusal(file('m.fits', bytes), ...said)
  })

  it('refuses an image of millions of maps, compressed so that its length is not known', async () => {
    const lines = ['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 12', 'NAXIS2  = 500000000', ...smallMap]
    await expectRefusal(file('q.fits', gzipSync(headerBytes(lines))), 'card NAXIS2', '500000000 maps', '999')
  })

  it('refuses a column of a million bits, which are no masks', async () => {
    const lines = ['TFIELDS = 1', "TFORM1  = '800000X'", ...smallMap]
    const table = Buffer.concat([emptyPrimary, tableBytes(100_000, 12, lines, Buffer.alloc(1_200_000))])
    await expectRefusal(file('x.fits', table), 'HDU 1', 'has 9600000 values')
  })

  it('refuses a column that would not fit the memory', async () => {
    const lines = ['TFIELDS = 2', "TFORM1  = 'J'", "TTYPE1  = 'PIXEL'", "TFORM2  = 'E'", "INDXSCHM= 'EXPLICIT'"]
    const cards = [...lines, 'NSIDE   = 8192', "ORDERING= 'RING'"]
    const data = Buffer.concat([0, 1, 2].map((pixel) => Buffer.concat([bigEndian('J', [pixel]), bigEndian('E', [5])])))
    const path = file('p.fits', Buffer.concat([emptyPrimary, tableBytes(8, 3, cards, data)]))
    expect(await readMapInfo(path)).toMatchObject({ nside: 8192, columns: [{ count: 3, mean: 5 }] })
    await expect(readMapColumn(path, '1', { mostBytes: 2 ** 30 })).rejects.toThrow(
      'HDU 1, column COLUMN2: its 805306368 values take 3.2 GB, more memory than there is; degrade the map first',
    )
  })

  it('refuses NESTED order if nside is not a power of two, which RING order allows', async () => {
    const three = (ordering: string) => {
      const lines = ['TFIELDS = 1', "TFORM1  = 'B'", 'NSIDE   = 3', `ORDERING= '${ordering}'`]
      return Buffer.concat([emptyPrimary, tableBytes(1, 108, lines, Buffer.alloc(108, 5))])
    }
    await expectRefusal(file('3.fits', three('NESTED')), 'card NSIDE', '3 is not a power of two')
    expect(await readMapInfo(file('3.fits', three('RING')))).toMatchObject({ nside: 3, columns: [{ mean: 5 }] })
  })

  it('lists the columns if another one is requested', async () => {
    const path = file('n.fits', map())
    await expect(readMapColumn(path, 'Q')).rejects.toThrow(
      'column Q: there is no such column; choose one of I, by name or number from 1.',
    )
  })
})

describe('an impossible header', () => {
  it.each([
    ['BITPIX', ['SIMPLE  = T', 'BITPIX  = 7', 'NAXIS   = 0']],
    ['BITPIX', ['SIMPLE  = T', 'NAXIS   = 0']],
    ['NAXIS', ['SIMPLE  = T', 'BITPIX  = 8']],
    ['NAXIS', ['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 9999']],
    ['NAXIS2', ['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 4']],
    ['NAXIS1', ['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 1', 'NAXIS1  = -4']],
    ['NAXIS cards', ['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 9007199254740991', 'NAXIS2  = 4']],
    ['NAXIS cards', ['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 1', 'NAXIS1  = 9007199254740991']],
    ['GCOUNT', ['SIMPLE  = T', 'BITPIX  = -64', 'NAXIS   = 2', 'NAXIS1  = 4', 'NAXIS2  = 4', 'GCOUNT  = 0']],
    ['GCOUNT', ['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 4', 'NAXIS2  = 4', 'GCOUNT  = 2']],
    ['PCOUNT', ['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 4', 'NAXIS2  = 4', 'PCOUNT  = 9']],
  ])('refuses %s of %j', async (place, lines) => {
    await expectRefusal(file('h.fits', headerBytes(lines)), place)
    await expect(readFitsHeader(file('h.fits', headerBytes(lines)))).rejects.toBeInstanceOf(FitsError)
  })

  it('refuses a heap that no file can hold', async () => {
    const table = ["XTENSION= 'BINTABLE'", 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 4', 'NAXIS2  = 12']
    for (const heap of ['9007199254740991', '9007199254740990', '9223372036854775807', '-1']) {
      const header = headerBytes([...table, `PCOUNT  = ${heap}`, 'GCOUNT  = 1', 'TFIELDS = 0'])
      await expectRefusal(file('p.fits', Buffer.concat([emptyPrimary, header])), 'HDU 1')
    }
  })

  it('gives up in a gzip file of a gigabyte as soon, and with as little memory', async () => {
    const part = gzipSync(Buffer.alloc(16 << 20, 'SIMPLE  = T'.padEnd(80)))
    const bomb = file('bomb.fits.gz', Buffer.concat(new Array<Buffer>(64).fill(part)))
    const before = process.resourceUsage().maxRSS
    await expectRefusal(bomb, 'no END card')
    // KiB; a decompressed gigabyte would show.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(256 * 1024)
  })

  it('gives up looking for END after some megabytes', async () => {
    await expectRefusal(file('e.fits', Buffer.alloc(20 << 20, 'SIMPLE  = T'.padEnd(80))), 'no END card')
  })
})

describe.skipIf(!hasSharedData)(
  'the broken and foreign files beside the checkout (skipped if they are missing)',
  () => {
    it.each([
      ['bad/LFSPOINTER_SFD_dust_4096_sgp.fits', ['Git LFS pointer', 'git lfs pull']],
      ['bad/TRUNCATED_band_car_fejer1_5arcmin.fits', ['HDU 0', '18665280 bytes expected, 2880 found']],
      [
        'bad/UNPADDED_hips_Npix0.fits',
        ['HDU 0 (image, 32 x 32)', 'byte 6976', '8640 bytes expected', 'not a HEALPix map'],
      ],
      ['healpix/healpixmirror_pixel_window_n0256.fits', ['HDU 1 (PIXEL WINDOW)', '786432', '1025']],
      ['healpix/mocpy_P-GALEXGR6-AIS-FUV_moc.fits', ['HDU 1, card ORDERING', 'NUNIQ', 'MOC']],
      ['spectra/bm_f_sp1_c00.txt', ['not a FITS file']],
    ])('refuses %s', async (path, said) => {
      await expectRefusal(sharedData(path), ...said)
    })
  },
)
