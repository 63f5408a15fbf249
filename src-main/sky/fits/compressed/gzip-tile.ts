import { gunzipSync } from 'node:zlib'

/**
 * The bytes of a tile compressed with GZIP_1 (FITS 4.0, Sec. 10.4.2).
 * @param count pixels in the tile, of at most eight bytes
 * @throws RangeError if it can't be decompressed
 */
export function decodeGzip(bytes: Uint8Array, count: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, 8 * count) })
  } catch (error) {
    throw new RangeError(`the tile can't be decompressed (${(error as Error).message})`)
  }
}

/**
 * The bytes of a tile compressed with GZIP_2 (FITS 4.0, Sec. 10.4.2): before compression, the first bytes of all
 * pixels were put in front of the second ones, and so on.
 * @throws RangeError as `decodeGzip`
 */
export function decodeShuffledGzip(bytes: Uint8Array, count: number): Uint8Array {
  const shuffled = decodeGzip(bytes, count)
  const width = Math.floor(shuffled.length / count)
  const plain = new Uint8Array(width * count)
  for (let byte = 0, from = 0; byte < width; byte++) {
    for (let i = byte; i < plain.length; i += width) plain[i] = shuffled[from++]
  }
  return plain
}
