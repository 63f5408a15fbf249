import fc from 'fast-check'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { FitsError } from '../../../src-main/sky/fits/fits-error.ts'
import { readFitsHeader } from '../../../src-main/sky/fits/fits-file.ts'
import { readFitsImage } from '../../../src-main/sky/fits/image.ts'
import { readMapInfo } from '../../../src-main/sky/fits/map-info.ts'
import { formatHeader } from '../../../src-main/sky/fits/write.ts'
import { readHealpixColumn } from '../../../src-main/sky/fits/healpix-column.ts'
import reference from '../../reference/fits-dialects.json' with { type: 'json' }
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
const twelve = Array.from({ length: 12 }, (_, i) => i)
const image = Buffer.concat([
  formatHeader([
    { keyword: 'SIMPLE', value: true },
    { keyword: 'BITPIX', value: 16 },
    { keyword: 'NAXIS', value: 2 },
    { keyword: 'NAXIS1', value: 4 },
    { keyword: 'NAXIS2', value: 3 },
    { keyword: 'BLANK', value: 3 },
  ]),
  padded(bigEndian('I', twelve)),
])
const unpacked = (base64: string) => gunzipSync(Buffer.from(base64, 'base64'))
/** Columns of integers, single precision, logicals and bits of some pixels. */
const explicit = (() => {
  const forms = ['J', 'E', 'L', '3X'].flatMap((form, i) => [`TFORM${i + 1}  = '${form}'`])
  const names = ['HITS', 'PIXEL', 'MASK', 'FLAGS'].map((name, i) => `TTYPE${i + 1}  = '${name}'`)
  const cards = ['NSIDE   = 2', "ORDERING= 'RING'", "INDXSCHM= 'EXPLICIT'", "SKYCOORD= 'Equatorial'", 'GRAIN   = 1']
  const rows = twelve.map((i) =>
    Buffer.concat([bigEndian('J', [i]), bigEndian('E', [4 * i]), Buffer.from('T\xa0', 'latin1')]),
  )
  const data = Buffer.concat(rows)
  return Buffer.concat([emptyPrimary, tableBytes(10, 12, ['TFIELDS = 4', ...forms, ...names, ...cards], data)])
})()
const originals = {
  'a map': oneColumn('E', bigEndian('E', twelve), [...smallMap, "COORDSYS= 'G'", 'BAD_DATA= 3']),
  'a scaled map': oneColumn('I', bigEndian('I', twelve), [...smallMap, 'TSCAL1  = 2', 'TZERO1  = 1', 'TNULL1  = 4']),
  'a map as image': Buffer.concat([
    headerBytes(['SIMPLE  = T', 'BITPIX  = -64', 'NAXIS   = 1', 'NAXIS1  = 12', 'NSIDE   = 1', 'NESTED  = F']),
    padded(bigEndian('D', twelve)),
  ]),
  'an image': image,
  'an explicit map of many types': explicit,
  'a part of an implicit map': oneColumn('D', bigEndian('D', twelve), [
    'NSIDE   = 2',
    "ORDERING= 'NESTED'",
    'FIRSTPIX= 5',
    'LASTPIX = 16',
    "COORDSYS= 'RADEC'",
  ]),
  'two maps in a file': Buffer.concat([
    oneColumn('E', bigEndian('E', twelve)),
    oneColumn('L', Buffer.alloc(12, 'TF')).subarray(emptyPrimary.length),
  ]),
  'a map of 11 bits': unpacked(reference.maps['a column of 11 bits'].file),
  'an image of three maps': unpacked(reference.maps['an image of three maps'].file),
  'a tile-compressed image': unpacked(reference.images['tile-compressed'].file),
  'a compressed table': Buffer.concat([
    emptyPrimary,
    tableBytes(4, 12, ['TFIELDS = 1', "TFORM1  = 'E'", 'ZTABLE  = T', ...smallMap], bigEndian('E', twelve)),
  ]),
}

/** Reads a file with every reading function: each must return a result or refuse the file. */
async function readOrRefuse(bytes: Uint8Array): Promise<boolean> {
  const path = file('damaged.fits', bytes)
  let read = false
  for (const reader of [readFitsHeader, readMapInfo, readHealpixColumn, readFitsImage]) {
    try {
      await reader(path)
      read = true
    } catch (error) {
      if (!(error instanceof FitsError)) throw error
      expect(error.reason.length).toBeGreaterThan(10)
    }
  }
  return read
}

describe.each(Object.entries(originals))('%s, damaged', (_, original) => {
  it('is read or refused if truncated anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(original.length - 1), fc.boolean(), async (length, zipped) => {
        const cut = original.subarray(0, length)
        await readOrRefuse(zipped ? gzipSync(cut) : cut)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('is read or refused with bytes changed in its headers', async () => {
    const headerLength = original.length - 2880
    const change = fc.tuple(
      fc.nat(headerLength - 1),
      fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from("0123456789'-= /ETFAP"))),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), fc.boolean(), async (changes, zipped) => {
        const bytes = Buffer.from(original)
        // Most of a header is blank, so changes are limited to the cards.
        for (const [at, byte] of changes) bytes[Math.floor(at / 2880) * 2880 + (at % 1200)] = byte
        await readOrRefuse(zipped ? gzipSync(bytes) : bytes)
      }),
      { numRuns: 100, seed: 2 },
    )
  })

  it('is read when undamaged', async () => {
    expect(await readOrRefuse(original)).toBe(true)
    expect(await readOrRefuse(gzipSync(original))).toBe(true)
  })
})

describe('noise', () => {
  it('is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 9000 }), async (bytes) => {
        expect(await readOrRefuse(bytes)).toBe(false)
      }),
      { numRuns: 60, seed: 3 },
    )
  })
})
