import type { ByteSource } from './byte-source.ts'
import { refuseTruncation, requireData, type FitsHdu } from './hdu.ts'

const pieceBytes = 4 << 20

/**
 * All data of an HDU. Where the file's length is not known, memory is allocated piece by piece, so that a wrong length
 * in the header does not exhaust it.
 * @throws FitsError if the data end too early
 */
export async function readData(source: ByteSource, hdu: FitsHdu): Promise<Uint8Array<ArrayBuffer>> {
  requireData(source, hdu)
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const atOnce = source.size === null ? pieceBytes : hdu.dataLength
  for (let done = 0; done < hdu.dataLength;) {
    const piece = new Uint8Array(Math.min(atOnce, hdu.dataLength - done))
    const found = await source.read(piece, hdu.dataStart + done)
    if (found < piece.length) refuseTruncation(source.file, hdu, hdu.dataStart + done + found)
    pieces.push(piece)
    done += found
  }
  if (pieces.length === 1) return pieces[0]
  const data = new Uint8Array(hdu.dataLength)
  let at = 0
  for (const piece of pieces) {
    data.set(piece, at)
    at += piece.length
  }
  return data
}
