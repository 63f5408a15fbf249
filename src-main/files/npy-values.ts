import { FileFormatError } from './file-format-error.ts'
import { npyTypes, type NpyArray, type NpyHeader, type StoredType } from './npy-header.ts'

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** Whether the stored bytes can be used as values in memory unchanged. */
export function isStoredAsHeld({ type, stored }: NpyHeader): boolean {
  // Booleans are stored as bytes 0 and 1.
  const kind = stored.kind === 'b' ? 'u' : stored.kind
  if (!npyTypes[type].descriptor.endsWith(`${kind}${stored.bytes}`)) return false
  return stored.bytes === 1 || stored.littleEndian === isLittleEndian
}

/**
 * Decodes stored bytes, in the file's order.
 * @param first index in the array of the first value, for error messages
 * @throws FileFormatError for a 64-bit integer beyond 2^53, which a double can't hold exactly
 */
export function decodeNpyValues(path: string, bytes: Uint8Array, { type, stored }: NpyHeader, first = 0): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = bytes.byteLength / stored.bytes
  const values = new npyTypes[type].Values(count)
  const value = readerOf(view, stored)
  for (let i = 0; i < count; i++) {
    values[i] = value(i * stored.bytes)
    if (stored.bytes === 8 && stored.kind !== 'f' && !Number.isSafeInteger(values[i])) {
      const reason =
        'an integer beyond 2^53 is not exact as a double; if rounding is acceptable, save the array as float64'
      throw new FileFormatError(path, `value ${first + i}`, reason)
    }
  }
  return values
}

/** Reads the value at a byte offset. */
function readerOf(view: DataView, { kind, bytes, littleEndian }: StoredType): (at: number) => number {
  if (kind === 'f') {
    if (bytes === 2) return (at) => view.getFloat16(at, littleEndian)
    return bytes === 4 ? (at) => view.getFloat32(at, littleEndian) : (at) => view.getFloat64(at, littleEndian)
  }
  const isSigned = kind === 'i'
  if (bytes === 1) return isSigned ? (at) => view.getInt8(at) : (at) => view.getUint8(at)
  if (bytes === 2) return isSigned ? (at) => view.getInt16(at, littleEndian) : (at) => view.getUint16(at, littleEndian)
  if (bytes === 4) return isSigned ? (at) => view.getInt32(at, littleEndian) : (at) => view.getUint32(at, littleEndian)
  return isSigned
    ? (at) => Number(view.getBigInt64(at, littleEndian))
    : (at) => Number(view.getBigUint64(at, littleEndian))
}

/** Reorders values from Fortran order (first axis fastest) to C order (last axis fastest). */
export function fromFortranOrder<T extends NpyArray>(values: T, shape: readonly number[]): T {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1))
  const ordered = values.slice() as T
  const at = shape.map(() => 0)
  let from = 0
  for (let i = 0; i < values.length; i++) {
    ordered[i] = values[from]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]
      if (++at[axis] < shape[axis]) break
      from -= strides[axis] * shape[axis]
      at[axis] = 0
    }
  }
  return ordered
}
