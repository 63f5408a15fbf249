import { isInteger, needsDouble, valueTypes, type ColumnForm, type ValueCode } from '../column-form.ts'
import { decodeStored, scaleStored } from '../decode-values.ts'
import { FitsError } from '../fits-error.ts'
import type { CompressedImage } from './compressed-image.ts'
import { dequantise } from './dither.ts'
import { decodeGzip, decodeShuffledGzip } from './gzip-tile.ts'
import { decodeHcompress } from './hcompress.ts'
import { decodePlio } from './plio.ts'
import { decodeRice } from './rice.ts'
import type { TileRow } from './tile-row.ts'

/** What compresses most, an empty quadtree, may be large for its bytes; a tile beyond this size must have some. */
const freePixels = 2 ** 24
const mostPixelsInByte = 2 ** 16

/**
 * The values of one tile: scaled, and NaN where missing.
 * @param index the tile's row in the table, from 0
 * @param count its pixels
 * @throws FitsError if it is damaged
 */
export function decodeTile(
  file: string,
  image: CompressedImage,
  row: TileRow,
  index: number,
  count: number,
): Float64Array {
  try {
    if (count > freePixels && count > mostPixelsInByte * row.bytes.length)
      throw new RangeError(`${count} pixels can't come from ${row.bytes.length} bytes`)
    return valuesOf(image, row, index, count)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const remedy = /not supported/.test(error.message)
      ? 'decompress it first, with funpack'
      : 'the file is damaged, get a fresh copy'
    throw new FitsError(file, row.place, `${error.message}; ${remedy}`)
  }
}

function valuesOf(image: CompressedImage, row: TileRow, index: number, count: number): Float64Array {
  const { form, quantised } = image
  const float = !isInteger(form.code)
  // Tiles that could not be quantised hold the floats themselves.
  const integers = !float || (quantised && row.storage === 'compressed')
  const { code, values } = decodeStoredNumbers(image, row, integers, count)
  if (float && integers) {
    const { scale, zero, blank } = row
    dequantise(values, { scale, zero, blank, dithering: image.dithering, seed: index + image.seed - 1 })
  }
  scaleStored({ ...form, code, nullValue: float ? null : row.blank }, values)
  if (form.code === 'E' && !needsDouble(form)) for (let i = 0; i < count; i++) values[i] = Math.fround(values[i])
  return values
}

interface StoredNumbers {
  code: ValueCode
  values: Float64Array
}

/** The numbers of a tile as they are stored, and their type. */
function decodeStoredNumbers(image: CompressedImage, row: TileRow, integers: boolean, count: number): StoredNumbers {
  const { method, form } = image
  const { bytes, storage } = row
  if (storage === 'uncompressed') return decodeBytes(bytes, row.element as ValueCode, form, count)
  const plain = (content: Uint8Array) => decodeBytes(content, codeOf(content, integers, count), form, count)
  if (storage === 'gzip' || method === 'GZIP_1') return plain(decodeGzip(bytes, count))
  if (method === 'GZIP_2') return plain(decodeShuffledGzip(bytes, count))
  if (method === 'NOCOMPRESS') return plain(bytes)
  return { code: 'J', values: decodeIntegers(image, bytes, count) }
}

function decodeIntegers({ method, parameters }: CompressedImage, bytes: Uint8Array, count: number): Float64Array {
  if (method === 'PLIO_1') return Float64Array.from(decodePlio(bytes, count))
  if (method === 'HCOMPRESS_1') return decodeHcompress(bytes, count, (parameters.get('SMOOTH') ?? 0) !== 0)
  const blockSize = parameters.get('BLOCKSIZE') ?? 32
  const pixelBytes = parameters.get('BYTEPIX') ?? 4
  if (!(Number.isInteger(blockSize) && blockSize > 0) || (pixelBytes !== 1 && pixelBytes !== 2 && pixelBytes !== 4))
    throw new RangeError(`blocks of ${blockSize} pixels of ${pixelBytes} bytes (ZVALn) are not possible in RICE_1`)
  return Float64Array.from(decodeRice(bytes, count, blockSize, pixelBytes))
}

/** The type of pixels by their width in bytes: some writers keep 16-bit pixels in 32 bits. */
function codeOf({ length }: Uint8Array, integers: boolean, count: number): ValueCode {
  const widths: Record<number, ValueCode> = integers ? { 1: 'B', 2: 'I', 4: 'J', 8: 'K' } : { 4: 'E', 8: 'D' }
  const code = widths[length / count]
  if (code === undefined) throw new RangeError(`${length} bytes are not ${count} pixels`)
  return code
}

function decodeBytes(bytes: Uint8Array, code: ValueCode, form: ColumnForm, count: number): StoredNumbers {
  if (bytes.length < count * valueTypes[code].bytes)
    throw new RangeError(`the tile ends too early: ${bytes.length} bytes are not ${count} pixels`)
  const values = new Float64Array(count)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  decodeStored({ view, rowBytes: 0, rows: 1 }, { ...form, code, repeat: count }, values)
  return { code, values }
}
