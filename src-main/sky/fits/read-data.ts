import type { ByteSource } from './byte-source.ts'
import { blockLength, refuseTruncation, requireData, type FitsHdu } from './hdu.ts'

const pieceBytes = 4 << 20

/**
 * All data of an HDU. The length is believed only as far as the file goes.
 * @param padded whether the data must fill their last block of 2880 bytes, as FITS 4.0, Sec. 3.3.2 asks
 * @throws FitsError if the data end too early
 */
export async function readData(source: ByteSource, hdu: FitsHdu, padded = false): Promise<Uint8Array<ArrayBuffer>> {
  requireData(source, hdu)
  const length = padded ? Math.ceil(hdu.dataLength / blockLength) * blockLength : hdu.dataLength
  const pieces: Uint8Array[] = []
  for (let done = 0; done < length;) {
    const piece = new Uint8Array(Math.min(pieceBytes, length - done))
    const found = await source.read(piece, hdu.dataStart + done)
    if (found < piece.length) refuseTruncation(source.file, hdu, hdu.dataStart + done + found)
    pieces.push(piece)
    done += found
  }
  const data = new Uint8Array(hdu.dataLength)
  let at = 0
  for (const piece of pieces) {
    data.set(piece.subarray(0, data.length - at), at)
    at += piece.length
  }
  return data
}
