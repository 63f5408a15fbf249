/**
 * Decodes one tile of RICE_1 (FITS 4.0, Sec. 10.4.1): the first pixel verbatim, then differences in blocks, each with
 * its own number of low bits, `split`. Code 0 means that all differences are 0, the largest code that they are raw.
 * @param bytes the compressed tile
 * @param count pixels in the tile
 * @param blockSize pixels in a block (BLOCKSIZE)
 * @param pixelBytes bytes of a pixel: 1 (unsigned), 2 or 4
 * @throws RangeError if the tile ends too early
 */
export function decodeRice(bytes: Uint8Array, count: number, blockSize: number, pixelBytes: 1 | 2 | 4): Int32Array {
  const pixels = new Int32Array(count)
  const codeBits = { 1: 3, 2: 4, 4: 5 }[pixelBytes]
  const rawCode = { 1: 6, 2: 14, 4: 25 }[pixelBytes]
  const pixelBits = 8 * pixelBytes
  const shift = 32 - pixelBits
  let at = 0
  /** number of bits read but not used yet, right-aligned in `buffer` */
  let held = 0
  let buffer = 0

  const take = (bits: number): number => {
    // Never more than 7 + 25 bits at once, which fit an unsigned 32-bit number.
    let value = 0
    let wanted = bits
    while (wanted > 0) {
      if (held === 0) {
        if (at >= bytes.length) throw new RangeError('the tile ends too early')
        buffer = bytes[at++]
        held = 8
      }
      const now = Math.min(wanted, held)
      value = (value << now) | ((buffer >> (held - now)) & ((1 << now) - 1))
      held -= now
      wanted -= now
    }
    return value >>> 0
  }

  const countZeros = (): number => {
    let zeros = 0
    for (;;) {
      if (held === 0) {
        if (at >= bytes.length) throw new RangeError('the tile ends too early')
        buffer = bytes[at++]
        held = 8
      }
      const rest = buffer & ((1 << held) - 1)
      if (rest !== 0) {
        const leading = Math.clz32(rest) - (32 - held)
        held -= leading + 1
        return zeros + leading
      }
      zeros += held
      held = 0
    }
  }

  // Pixels wrap around at their own width; those of one byte are unsigned.
  const wrap = (value: number): number => (pixelBytes === 1 ? value & 255 : (value << shift) >> shift)
  let last = wrap(take(pixelBits))
  for (let from = 0; from < count; from += blockSize) {
    const end = Math.min(count, from + blockSize)
    const split = take(codeBits) - 1
    for (let i = from; i < end; i++) {
      if (split >= 0) {
        const folded = split === rawCode ? take(pixelBits) : ((countZeros() << split) | take(split)) >>> 0
        // Differences are folded to 0, -1, 1, -2, ... = 0, 1, 2, 3, ...
        last = wrap(last + (folded & 1 ? ~(folded >>> 1) : folded >>> 1))
      }
      pixels[i] = last
    }
  }
  return pixels
}
