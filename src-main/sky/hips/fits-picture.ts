import { formatHeader, type WrittenCard } from '../fits/write.ts'
import { blockLength } from '../fits/hdu.ts'

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** A float32 picture as the bytes of a FITS file. */
export function fitsPicture(
  values: Float32Array,
  width: number,
  height: number,
  cards: readonly WrittenCard[],
): Uint8Array<ArrayBuffer> {
  const header = formatHeader([
    { keyword: 'SIMPLE', value: true },
    { keyword: 'BITPIX', value: -32 },
    { keyword: 'NAXIS', value: 2 },
    { keyword: 'NAXIS1', value: width },
    { keyword: 'NAXIS2', value: height },
    ...cards,
  ])
  const data = Buffer.alloc(Math.ceil((values.length * 4) / blockLength) * blockLength)
  data.set(Buffer.from(values.buffer, values.byteOffset, values.byteLength))
  if (isLittleEndian) data.swap32()
  return Buffer.concat([header, data])
}
