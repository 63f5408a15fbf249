import type { FileHandle } from 'node:fs/promises'
import { readFully } from './atomic.ts'
import { FileFormatError } from './file-format-error.ts'

export type NpyArray = Float32Array | Float64Array | Uint8Array | Int32Array
export type NpyType = 'float32' | 'float64' | 'uint8' | 'int32'

export interface NpyHeader {
  type: NpyType
  shape: number[]
  /** offset of the values in bytes */
  dataOffset: number
  /** how values are stored in the file */
  stored: StoredType
  /** Fortran order: whether the first axis varies fastest */
  fortranOrder: boolean
}

/** NumPy's kind of a type (f, i, u, b), bytes per value, and byte order. */
export interface StoredType {
  kind: 'f' | 'i' | 'u' | 'b'
  bytes: number
  littleEndian: boolean
}

/** The value types in memory, with the NumPy descriptor each is written with. */
export const npyTypes = {
  float32: { descriptor: '<f4', Values: Float32Array },
  float64: { descriptor: '<f8', Values: Float64Array },
  uint8: { descriptor: '|u1', Values: Uint8Array },
  int32: { descriptor: '<i4', Values: Int32Array },
} as const

/** The type in memory for each stored type, regardless of byte order: one that can hold all its values. */
const inMemory: Record<string, NpyType> = {
  ...{ f2: 'float32', f4: 'float32', f8: 'float64' },
  ...{ b1: 'uint8', u1: 'uint8', u2: 'int32', u4: 'float64', u8: 'float64' },
  ...{ i1: 'int32', i2: 'int32', i4: 'int32', i8: 'float64' },
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

/**
 * Parses the header of format versions 1 to 3 (NEP 1).
 * @throws FileFormatError
 */
export async function parseNpyHeader(file: FileHandle, path: string): Promise<NpyHeader> {
  const start = new Uint8Array(12)
  const found = await readFully(file, start, 0)
  if (found < 10 || magic.some((byte, i) => start[i] !== byte)) {
    throw new FileFormatError(
      path,
      'byte 0',
      'not a .npy file: it does not begin with \\x93NUMPY; write it with numpy.save',
    )
  }
  const version = start[6]
  if (version < 1 || version > 3) {
    throw new FileFormatError(path, 'byte 6', `.npy version ${version} is not supported; save it again with numpy.save`)
  }
  const view = new DataView(start.buffer)
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  const begin = version === 1 ? 10 : 12
  if (length > 1 << 20) throw new FileFormatError(path, 'byte 8', `a header of ${length} bytes is not plausible`)
  const text = new Uint8Array(length)
  if ((await readFully(file, text, begin)) < length) {
    throw new FileFormatError(path, 'header', 'the file ends inside its header; it was cut short, get a fresh copy')
  }
  return { ...parseDictionary(new TextDecoder('latin1').decode(text), path), dataOffset: begin + length }
}

function parseDictionary(text: string, path: string): Omit<NpyHeader, 'dataOffset'> {
  const descriptor = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1]
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1]
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1]
  if (descriptor === undefined || fortran === undefined || shape === undefined) {
    throw new FileFormatError(path, 'header', 'no plain descr, fortran_order and shape; save one simple array')
  }
  const [, order, kind, bytes] = /^([<>|=]?)([a-zA-Z])(\d+)$/.exec(descriptor) ?? []
  const type = inMemory[`${kind}${bytes}`]
  if (!type) {
    const known = Object.keys(inMemory).join(', ')
    throw new FileFormatError(
      path,
      'header, descr',
      `type ${descriptor} is not supported (only ${known}); convert it, for instance with array.astype('float32')`,
    )
  }
  const lengths = shape
    .split(',')
    .map((part) => part.replace('L', '').trim())
    .filter((part) => part !== '')
    .map(Number)
  if (!Number.isSafeInteger(lengths.reduce((product, length) => product * length, 1))) {
    throw new FileFormatError(path, 'header, shape', `shape (${shape}) is not plausible`)
  }
  const stored = { kind: kind as StoredType['kind'], bytes: Number(bytes), littleEndian: order !== '>' }
  return { type, shape: lengths, stored, fortranOrder: fortran === 'True' && lengths.length > 1 }
}

/**
 * A version 1.0 header, padded with spaces so that the values begin at a multiple of 64 bytes, as in NumPy.
 * @param room minimum size in bytes, if a later shape must fit in the same space
 */
export function formatNpyHeader(type: NpyType, shape: readonly number[], room = 0): Uint8Array {
  const list = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const text = `{'descr': '${npyTypes[type].descriptor}', 'fortran_order': False, 'shape': (${list}), }`
  const length = Math.ceil(Math.max(room, 10 + text.length + 1) / 64) * 64 - 10
  const bytes = new Uint8Array(10 + length)
  bytes.set([...magic, 1, 0, length & 255, length >> 8])
  bytes.set(new TextEncoder().encode(text.padEnd(length - 1) + '\n'), 10)
  return bytes
}
