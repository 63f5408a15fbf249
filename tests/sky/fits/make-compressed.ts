import { headerBytes, padded } from './make-fits.ts'

/** Two tiles of six equal pixels each: the first pixel raw, and the code for "no difference" (five zero bits). */
const tile = (pixel: number) => Buffer.from([0, 0, 0, pixel, 0])

/** A map of nside 1 as a tile-compressed image; `change` is applied to each of its cards. */
export function compressed(change: (line: string) => string = (line) => line): Buffer {
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
