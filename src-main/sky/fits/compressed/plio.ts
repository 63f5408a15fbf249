/**
 * Decodes one tile of PLIO_1, IRAF's pixel lists (FITS 4.0, Sec. 10.4.3): 16-bit instructions of a 4-bit code and a
 * 12-bit number, which draw runs of a current value.
 * @param bytes the compressed tile, 16-bit integers
 * @param count pixels in the tile
 * @throws RangeError if the list contradicts its own length
 */
export function decodePlio(bytes: Uint8Array, count: number): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = Math.floor(bytes.length / 2)
  const word = (index: number): number => {
    if (!(index >= 0 && index < words)) throw new RangeError('the list of pixels ends too early')
    return view.getInt16(2 * index)
  }
  // An instruction draws at most 4095 pixels.
  if (count > 4096 * words) throw new RangeError(`${words} instructions can't draw ${count} pixels`)
  // The third word is the list's length in the old format, and negative in the current one.
  const old = word(2) > 0
  const end = old ? word(2) : (word(4) << 15) + word(3)
  const pixels = new Int32Array(count)
  let current = 1
  let at = 0
  for (let index = old ? 3 : word(1); index < end && at < count; index++) {
    const instruction = word(index) & 0xffff
    const data = instruction & 0xfff
    const until = Math.min(count, at + data)
    switch (instruction >> 12) {
      case 0: // zeros
        at = until
        break
      case 4: // a run of the current value
        pixels.fill(current, at, until)
        at = until
        break
      case 5: // zeros, and the current value at their end
        if (data > 0 && at + data <= count) pixels[at + data - 1] = current
        at = until
        break
      case 1: // another current value, its high bits in the next word
        current = (word(++index) << 12) + data
        break
      case 2:
        current += data
        break
      case 3:
        current -= data
        break
      case 6: // a larger current value, drawn once
        current += data
        pixels[at++] = current
        break
      case 7:
        current -= data
        pixels[at++] = current
        break
      default:
        throw new RangeError(`instruction ${instruction >> 12} of the list of pixels does not exist`)
    }
  }
  return pixels
}
