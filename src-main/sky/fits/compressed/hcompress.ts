import { invertHTransform } from './h-transform.ts'
import { readBits } from './hcompress-bits.ts'
import { decodeQuadrant } from './quadtree.ts'

const headerBytes = 25
/** Coefficients with more bits would not be exact in double precision. */
const mostPlanes = 52

/**
 * Decodes one tile of HCOMPRESS_1 (FITS 4.0, Sec. 10.4.4).
 * @param bytes the compressed tile
 * @param count pixels in the tile
 * @param smooth whether the image is to be smoothed, if it is lossy
 * @throws RangeError if the tile is damaged
 */
export function decodeHcompress(bytes: Uint8Array, count: number, smooth: boolean): Float64Array {
  if (bytes.length < headerBytes || bytes[0] !== 0xdd || bytes[1] !== 0x99)
    throw new RangeError('the tile does not begin as HCOMPRESS_1 data')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [rows, columns, scale] = [view.getInt32(2), view.getInt32(6), view.getInt32(10)]
  if (rows < 1 || columns < 1 || rows * columns !== count)
    throw new RangeError(`the tile says that it has ${columns} x ${rows} pixels, not ${count}`)
  const planes = bytes.subarray(22, 25)
  if (planes.some((n) => n > mostPlanes)) throw new RangeError(`${Math.max(...planes)} bit planes are not possible`)

  const values = new Float64Array(count)
  const bits = readBits(bytes, headerBytes)
  const [top, left] = [Math.ceil(rows / 2), Math.ceil(columns / 2)]
  const quadrant = (row: number, column: number) => ({
    offset: row * columns + column,
    rows: row === 0 ? top : rows - top,
    columns: column === 0 ? left : columns - left,
    stride: columns,
  })
  decodeQuadrant(bits, values, quadrant(0, 0), planes[0])
  decodeQuadrant(bits, values, quadrant(0, left), planes[1])
  decodeQuadrant(bits, values, quadrant(top, 0), planes[1])
  decodeQuadrant(bits, values, quadrant(top, left), planes[2])
  if (bits.nybble() !== 0) throw new RangeError('the bit planes do not end where they should')
  bits.align()
  for (let i = 0; i < count; i++) if (values[i] !== 0 && bits.bit() === 1) values[i] = -values[i]
  values[0] = Number(view.getBigInt64(14))
  if (scale > 1) for (let i = 0; i < count; i++) values[i] *= scale
  invertHTransform(values, rows, columns, smooth ? scale : 0)
  return values
}
