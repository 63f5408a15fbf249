import { gunzipSync } from 'node:zlib'
import { formatHeader } from '../../../src-main/sky/fits/write.ts'
import reference from '../../reference/fits-dialects.json' with { type: 'json' }
import tiles from '../../reference/compressed-images.json' with { type: 'json' }
import { compressed } from '../../sky/fits/make-compressed.ts'
import {
  bigEndian,
  emptyPrimary,
  headerBytes,
  oneColumn,
  padded,
  smallMap,
  tableBytes,
} from '../../sky/fits/make-fits.ts'

const twelve = Array.from({ length: 12 }, (_, i) => i)
const unpacked = (base64: string) => gunzipSync(Buffer.from(base64, 'base64'))

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

/** An image or cube on the sky, with the cards of its coordinates. */
const skyImage = (axes: readonly number[], cards: readonly string[]) =>
  Buffer.concat([
    headerBytes([
      ...['SIMPLE  = T', 'BITPIX  = -32', `NAXIS   = ${axes.length}`],
      ...axes.map((length, i) => `NAXIS${i + 1}  = ${length}`),
      ...cards,
    ]),
    padded(bigEndian('E', twelve)),
  ])

/** Small valid files of all kinds, and one that is refused: the compressed table. */
export const madeFiles = {
  'a map': oneColumn('E', bigEndian('E', twelve), [...smallMap, "COORDSYS= 'G'", 'BAD_DATA= 3']),
  'a scaled map': oneColumn('I', bigEndian('I', twelve), [...smallMap, 'TSCAL1  = 2', 'TZERO1  = 1', 'TNULL1  = 4']),
  'a map as image': Buffer.concat([
    headerBytes(['SIMPLE  = T', 'BITPIX  = -64', 'NAXIS   = 1', 'NAXIS1  = 12', 'NSIDE   = 1', 'NESTED  = F']),
    padded(bigEndian('D', twelve)),
  ]),
  'an image': image,
  'an image on the sky': skyImage(
    [4, 3],
    [
      ...["CTYPE1  = 'RA---TAN-SIP'", "CTYPE2  = 'DEC--TAN-SIP'", 'CRPIX1  = 2', 'CRPIX2  = 2', 'CRVAL1  = 80'],
      ...['CRVAL2  = 30', 'CD1_1   = -0.1', 'CD1_2   = 0.01', 'CD2_2   = 0.1', 'A_ORDER = 2', 'A_2_0   = 1E-3'],
      ...['B_ORDER = 2', 'B_0_2   = 1E-3', "RADESYS = 'FK5'", 'EQUINOX = 2000'],
    ],
  ),
  'a cube of I, Q and U': skyImage(
    [2, 2, 3],
    [
      ...["CTYPE1  = 'GLON-SZP'", "CTYPE2  = 'GLAT-SZP'", "CTYPE3  = 'STOKES'", 'CRVAL3  = 1', 'CDELT3  = 1'],
      ...['CRVAL2  = 10', 'CDELT1  = -2', 'CDELT2  = 2', 'CROTA2  = 20', 'PV2_1   = 2', 'PV2_2   = 30', 'PV2_3   = 60'],
    ],
  ),
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
  'a map as tile-compressed image': compressed(),
  ...Object.fromEntries(
    (
      [
        'RICE_1 float32 SUBTRACTIVE_DITHER_2',
        'GZIP_2 int16',
        'PLIO_1 int16',
        'HCOMPRESS_1 int32',
        'RICE_1 cube',
        'UNCOMPRESSED_DATA',
      ] as const
    ).map((name) => [`${name} tiles`, unpacked(tiles.cases[name].file)]),
  ),
  'a compressed table': Buffer.concat([
    emptyPrimary,
    tableBytes(4, 12, ['TFIELDS = 1', "TFORM1  = 'E'", 'ZTABLE  = T', ...smallMap], bigEndian('E', twelve)),
  ]),
}
