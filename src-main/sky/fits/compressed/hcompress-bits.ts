/** Reads the bits of a tile compressed with HCOMPRESS_1, the highest of each byte first. */
export interface BitReader {
  /** @throws RangeError at the end of the tile */
  bit(): number
  nybble(): number
  /** Skips what is left of the current byte. */
  align(): void
}

export function readBits(bytes: Uint8Array, from: number): BitReader {
  let at = from
  let held = 0
  let byte = 0
  const bit = () => {
    if (held === 0) {
      if (at >= bytes.length) throw new RangeError('the tile ends too early')
      byte = bytes[at++]
      held = 8
    }
    return (byte >> --held) & 1
  }
  return {
    bit,
    nybble: () => (bit() << 3) | (bit() << 2) | (bit() << 1) | bit(),
    align: () => void (held = 0),
  }
}

/**
 * The Huffman code of a block of 2 x 2 bits (White, Postman & Lattanzi 1992): three bits for a single 1, four to six
 * for the others.
 */
export function readBlock(bits: BitReader): number {
  let code = (bits.bit() << 2) | (bits.bit() << 1) | bits.bit()
  if (code < 4) return 1 << code
  code = (code << 1) | bits.bit()
  if (code < 13) return [3, 5, 10, 12, 15][code - 8]
  code = (code << 1) | bits.bit()
  if (code < 31) return [6, 7, 9, 11, 13][code - 26]
  return bits.bit() === 0 ? 0 : 14
}
