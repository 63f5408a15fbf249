import { gzipSync } from 'node:zlib'
import type { Draw } from './draw.ts'
import type { Part } from './parts.ts'

const integers = [0, -1, 1, 0x7fff_ffff, -0x8000_0000, 0x0010_0000, 0x7fc0_0000, 0x7f80_0000, 0x5555_5555]

/** Changes the data of one HDU. */
const dataMutations: readonly ((data: Buffer, draw: Draw) => Buffer)[] = [
  flipBytes,
  // Bit patterns of NaN, infinities and extremes; in a compressed image also lengths and addresses of tiles.
  (data, draw) => {
    const at = 4 * draw.below(Math.min(data.length, draw.pick([64, 4096, data.length])) >> 2)
    if (at + 4 <= data.length) data.writeInt32BE(draw.pick(integers), at)
    return data
  },
  (data, draw) => {
    const from = draw.below(data.length)
    return data.fill(draw.pick([0, 0xff, 0x7f, 0x80, 0x20]), from, Math.min(data.length, from + draw.below(20_000)))
  },
  (data, draw) => data.subarray(0, draw.below(data.length)),
  (data, draw) => Buffer.concat([data, Buffer.alloc(draw.pick([1, 2879, 2880, 5760]), draw.pick([0, 0x20, 0xff]))]),
  (data, draw) => {
    const middle = draw.below(data.length)
    return Buffer.concat([data.subarray(middle), data.subarray(0, middle)])
  },
]

/** Changes the data of an HDU in some way; the original buffer stays as it is. */
export function mutateData(part: Part, draw: Draw): void {
  part.data = draw.pick(dataMutations)(Buffer.from(part.data), draw)
}

/** Changes bytes in place. */
export function flipBytes(bytes: Buffer, draw: Draw): Buffer {
  for (let n = draw.few(12); n > 0 && bytes.length > 0; n--) {
    const at = draw.below(bytes.length)
    bytes[at] = draw.chance(0.5) ? bytes[at] ^ (1 << draw.below(8)) : draw.below(256)
  }
  return bytes
}

const block = 2880

/** Changes a whole file, whatever its bytes mean. */
export const byteMutations: readonly ((bytes: Buffer, draw: Draw) => Buffer)[] = [
  flipBytes,
  (bytes, draw) => bytes.subarray(0, draw.below(bytes.length)),
  (bytes, draw) => bytes.subarray(0, Math.max(0, block * draw.below(bytes.length / block) + draw.below(3) - 1)),
  (bytes, draw) => {
    const at = block * draw.below(bytes.length / block)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + block)])
  },
  (bytes, draw) => {
    const at = block * draw.below(bytes.length / block)
    const piece = bytes.subarray(at, at + block * draw.few(4))
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)])
  },
  (bytes, draw) => {
    const at = block * draw.below(bytes.length / block)
    const noise = Buffer.alloc(draw.pick([1, 80, block]))
    for (let i = 0; i < noise.length; i++) noise[i] = draw.below(256)
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)])
  },
]

/** Compresses a file once to four times, and sometimes damages the result. */
export function wrap(bytes: Buffer, draw: Draw): Buffer {
  let wrapped = bytes
  for (let layers = draw.few(4); layers > 0; layers--) wrapped = gzipSync(wrapped, { level: 1 })
  if (draw.chance(0.2)) return wrapped.subarray(0, draw.below(wrapped.length))
  if (draw.chance(0.2)) return flipBytes(wrapped, draw)
  return draw.chance(0.2) ? Buffer.concat([wrapped, Buffer.alloc(draw.below(99), draw.pick([0, 0x1f, 0x8b]))]) : wrapped
}
