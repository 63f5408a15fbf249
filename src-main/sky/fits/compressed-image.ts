import type { ByteSource } from './byte-source.ts'
import type { ColumnForm, ValueCode } from './column-form.ts'
import { FitsError } from './fits-error.ts'
import type { FitsHdu } from './hdu.ts'
import { readData } from './read-data.ts'
import { decodeRice } from './rice.ts'
import { unpackCommand } from './unpack-command.ts'

/**
 * The form of the values of a tile-compressed image (FITS 4.0, Sec. 10) after decompression.
 * @throws FitsError if it is not a one-dimensional RICE_1 image without dithering
 */
export function compressedForm(file: string, hdu: FitsHdu): ColumnForm {
  const { header } = hdu
  const refuse = (card: string, reason: string): never => {
    throw new FitsError(
      file,
      `HDU ${hdu.index}, card ${card}`,
      `${reason}; decompress it first: ${unpackCommand('funpack', file)}`,
    )
  }
  const method = header.text('ZCMPTYPE')
  if (method !== 'RICE_1' && method !== 'RICE_ONE')
    refuse('ZCMPTYPE', `tiles compressed with ${method} are not supported`)
  const quantisation = header.text('ZQUANTIZ') ?? 'NO_DITHER'
  if (quantisation !== 'NO_DITHER') refuse('ZQUANTIZ', `tiles quantised with ${quantisation} are not supported`)
  const code = ({ 8: 'B', 16: 'I', 32: 'J', '-32': 'E', '-64': 'D' } as Record<string, ValueCode>)[
    String(header.number('ZBITPIX'))
  ]
  if (!code) refuse('ZBITPIX', `pixels of type ${header.text('ZBITPIX')} are not supported`)
  const repeat = header.number('ZNAXIS1') ?? 0
  const tile = header.number('ZTILE1') ?? repeat
  if (!(repeat > 0 && tile > 0 && Number.isInteger(repeat) && Number.isInteger(tile)))
    refuse('ZNAXIS1', 'the lengths of the image and its tiles are not given')
  return { code, repeat, offset: 0, bit: 0, scale: 1, zero: 0, nullValue: null, exponentBase: null }
}

/** The pixels of a one-dimensional tile-compressed image, missing ones NaN. @throws FitsError as `compressedForm` */
export async function readCompressedImage(source: ByteSource, hdu: FitsHdu): Promise<Float64Array> {
  const { file } = source
  const { header, axes, index } = hdu
  const form = compressedForm(file, hdu)
  const tile = header.number('ZTILE1') ?? form.repeat
  const fields = locateFields(file, hdu)
  const { blockSize, pixelBytes } = riceParameters(file, hdu)
  const data = await readData(source, hdu)
  const view = new DataView(data.buffer)
  const heap = header.number('THEAP') ?? axes[0] * axes[1]
  const values = new Float64Array(form.repeat)
  if (axes[1] !== Math.ceil(form.repeat / tile)) {
    throw new FitsError(
      file,
      `HDU ${index}, card NAXIS2`,
      `${axes[1]} tiles do not add up to ${form.repeat} pixels; get a fresh copy of the file`,
    )
  }
  for (let row = 0; row < axes[1]; row++) {
    const at = row * axes[0]
    const length = view.getInt32(at + fields.data)
    const begin = heap + view.getInt32(at + fields.data + 4)
    const place = `HDU ${index}, row ${row + 1}`
    if (length <= 0 || begin < 0 || begin + length > data.length) {
      throw new FitsError(
        file,
        place,
        `the data of this tile are not RICE_1 data in the heap, the only kind supported; decompress the file first: ${unpackCommand('funpack', file)}`,
      )
    }
    const from = row * tile
    const count = Math.min(tile, form.repeat - from)
    const scale =
      fields.scale === null
        ? (header.number('ZSCALE') ?? header.number('BSCALE') ?? 1)
        : view.getFloat64(at + fields.scale)
    const zero =
      fields.zero === null ? (header.number('ZZERO') ?? header.number('BZERO') ?? 0) : view.getFloat64(at + fields.zero)
    const blank =
      fields.blank === null
        ? (header.number('ZBLANK') ?? header.number('BLANK') ?? null)
        : view.getInt32(at + fields.blank)
    const pixels = decodeTile(file, place, data.subarray(begin, begin + length), count, blockSize, pixelBytes)
    for (let i = 0; i < count; i++) {
      const value = pixels[i] === blank ? NaN : zero + scale * pixels[i]
      values[from + i] = form.code === 'E' ? Math.fround(value) : value
    }
  }
  return values
}

function decodeTile(
  file: string,
  place: string,
  bytes: Uint8Array,
  count: number,
  blockSize: number,
  pixelBytes: 1 | 2 | 4,
): Int32Array {
  try {
    return decodeRice(bytes, count, blockSize, pixelBytes)
  } catch (error) {
    if (error instanceof RangeError)
      throw new FitsError(file, place, `${error.message}; the file is damaged, get a fresh copy`)
    throw error
  }
}

/** Byte offsets of the fields in a row; fields that are constant for the image are cards instead. @throws FitsError */
function locateFields(file: string, { header, axes, index }: FitsHdu) {
  const places = new Map<string, { offset: number; form: string }>()
  let offset = 0
  for (let n = 1; n <= (header.number('TFIELDS') ?? 0); n++) {
    const form = (header.text(`TFORM${n}`) ?? '').replace(/^1/, '').charAt(0)
    const bytes = { P: 8, D: 8, J: 4 }[form]
    if (!bytes) break
    places.set(header.text(`TTYPE${n}`) ?? '', { offset, form })
    offset += bytes
  }
  const field = (name: string, form: string) => {
    const found = places.get(name)
    return found?.form === form ? found.offset : null
  }
  const data = field('COMPRESSED_DATA', 'P')
  if (data === null || offset !== axes[0] || axes.length !== 2) {
    throw new FitsError(
      file,
      `HDU ${index}, TFORM cards`,
      `a compressed image with these columns is not supported; decompress it first: ${unpackCommand('funpack', file)}`,
    )
  }
  return { data, scale: field('ZSCALE', 'D'), zero: field('ZZERO', 'D'), blank: field('ZBLANK', 'J') }
}

/** BLOCKSIZE and BYTEPIX of RICE_1, given as ZNAMEn and ZVALn. @throws FitsError */
function riceParameters(file: string, { header, index }: FitsHdu): { blockSize: number; pixelBytes: 1 | 2 | 4 } {
  let blockSize = 32
  let pixelBytes = 4
  for (let n = 1; header.get(`ZNAME${n}`) !== undefined; n++) {
    if (header.text(`ZNAME${n}`) === 'BLOCKSIZE') blockSize = header.number(`ZVAL${n}`) ?? 0
    if (header.text(`ZNAME${n}`) === 'BYTEPIX') pixelBytes = header.number(`ZVAL${n}`) ?? 0
  }
  if (!(Number.isInteger(blockSize) && blockSize > 0) || (pixelBytes !== 1 && pixelBytes !== 2 && pixelBytes !== 4)) {
    throw new FitsError(
      file,
      `HDU ${index}, ZVAL cards`,
      `blocks of ${blockSize} pixels of ${pixelBytes} bytes are not possible in RICE_1; get a fresh copy of the file`,
    )
  }
  return { blockSize, pixelBytes }
}
