import { stat, type FileHandle } from 'node:fs/promises'
import { readFully, writeFileAtomically, writeFully } from './atomic.ts'
import { FileFormatError } from './file-format-error.ts'
import { openRegularFile, reading } from './open-regular-file.ts'
import { formatNpyHeader, npyTypes, parseNpyHeader, type NpyArray, type NpyHeader, type NpyType } from './npy-header.ts'
import { decodeNpyValues, fromFortranOrder, isStoredAsHeld } from './npy-values.ts'

export type { NpyArray, NpyHeader, NpyType } from './npy-header.ts'

/** An array read from a .npy file, in C order: `data.length` is the product of `shape`. */
export interface NpyContent {
  type: NpyType
  shape: number[]
  data: NpyArray
}

/**
 * Type and shape of a .npy file, without reading its values.
 * @throws FileFormatError for a file that is not .npy, is truncated, or has an unsupported type
 */
export async function readNpyHeader(path: string): Promise<NpyHeader> {
  return withFile(path, (file) => parseNpyHeader(file, path))
}

/** Refuses a file that was cut short, before its values are needed. @throws FileFormatError */
export async function requireWholeNpy(path: string, { shape, stored, dataOffset }: NpyHeader): Promise<void> {
  const promised = dataOffset + shape.reduce((product, length) => product * length, stored.bytes)
  const { size } = await stat(path)
  if (size < promised) {
    const reason = `the file ends here, but its header promises ${promised} bytes; it was cut short, get a fresh copy`
    throw new FileFormatError(path, `byte ${size}`, reason)
  }
}

/**
 * Reads a whole .npy file.
 * @throws FileFormatError as `readNpyHeader`
 */
export async function readNpy(path: string): Promise<NpyContent> {
  return withFile(path, async (file) => {
    const header = await parseNpyHeader(file, path)
    return { type: header.type, shape: header.shape, data: await readAll(file, path, header) }
  })
}

/**
 * Reads the entries `from ... from + count - 1` along the first axis, and nothing else.
 * @throws RangeError if the file has fewer rows; FileFormatError as `readNpyHeader`
 */
export async function readNpyRows(path: string, from: number, count: number): Promise<NpyContent> {
  return withFile(path, async (file) => {
    const header = await parseNpyHeader(file, path)
    const [rows = 0, ...rest] = header.shape
    if (header.shape.length === 0 || from < 0 || count < 0 || from + count > rows) {
      throw new RangeError(`${path} has ${rows} rows; rows ${from} to ${from + count - 1} were requested`)
    }
    const rowLength = rest.reduce((product, length) => product * length, 1)
    const shape = [count, ...rest]
    const data = header.fortranOrder
      ? fromFortranOrder(await readScattered(file, path, header, from, count), shape)
      : await readValues(file, path, header, from * rowLength, count * rowLength)
    return { type: header.type, shape, data }
  })
}

/** Writes an array in C order, atomically. @throws RangeError if `shape` does not hold `data` */
export async function writeNpy(path: string, data: NpyArray, shape: readonly number[]): Promise<void> {
  const expected = shape.reduce((product, length) => product * length, 1)
  if (data.length !== expected) {
    throw new RangeError(`${path}: shape [${shape.join(', ')}] needs ${expected} values, but ${data.length} were given`)
  }
  await writeFileAtomically(path, async (file) => {
    await writeFully(file, formatNpyHeader(typeOf(data), shape))
    await writeFully(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  })
}

/** Size in bytes of a header whose number of rows is written last: large enough for any shape that fits on a disk. */
const openHeaderRoom = 192

/**
 * Writes rows of one shape as they arrive: the array is [rows, ...rowShape] and need not fit into memory.
 * @param pieces any number of whole rows each
 * @returns the number of rows
 * @throws RangeError for a piece that ends inside a row; the file is then not written
 */
export async function writeNpyRows(
  path: string,
  type: NpyType,
  rowShape: readonly number[],
  pieces: Iterable<NpyArray> | AsyncIterable<NpyArray>,
): Promise<number> {
  const rowLength = rowShape.reduce((product, length) => product * length, 1)
  let rows = 0
  await writeFileAtomically(path, async (file) => {
    await writeFully(file, formatNpyHeader(type, [0, ...rowShape], openHeaderRoom))
    for await (const piece of pieces) {
      if (typeOf(piece) !== type) throw new RangeError(`${path}: a piece of ${typeOf(piece)} in an array of ${type}`)
      if (piece.length % rowLength !== 0)
        throw new RangeError(`${path}: a piece of ${piece.length} values ends inside a row of ${rowLength}`)
      await writeFully(file, new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength))
      rows += piece.length / rowLength
    }
    const header = formatNpyHeader(type, [rows, ...rowShape], openHeaderRoom)
    await file.write(header, 0, header.length, 0)
  })
  return rows
}

async function readAll(file: FileHandle, path: string, header: NpyHeader): Promise<NpyArray> {
  const count = header.shape.reduce((product, length) => product * length, 1)
  const data = await readValues(file, path, header, 0, count)
  return header.fortranOrder ? fromFortranOrder(data, header.shape) : data
}

/**
 * Rows of an array in Fortran order, in that order: they are scattered over the whole file, in as many pieces as a row
 * has values.
 */
async function readScattered(
  file: FileHandle,
  path: string,
  header: NpyHeader,
  from: number,
  count: number,
): Promise<NpyArray> {
  const [rows, ...rest] = header.shape
  const pieces = rest.reduce((product, length) => product * length, 1)
  const values = new npyTypes[header.type].Values(pieces * count)
  for (let k = 0; k < pieces; k++) values.set(await readValues(file, path, header, k * rows + from, count), k * count)
  return values
}

/** Values in file order. */
async function readValues(
  file: FileHandle,
  path: string,
  header: NpyHeader,
  from: number,
  count: number,
): Promise<NpyArray> {
  const bytes = new Uint8Array(count * header.stored.bytes)
  const position = header.dataOffset + from * header.stored.bytes
  const found = await readFully(file, bytes, position)
  if (found < bytes.length) {
    throw new FileFormatError(
      path,
      `byte ${position + found}`,
      `the file ends here, but its header promises ${position + bytes.length} bytes; it was cut short, get a fresh copy`,
    )
  }
  return isStoredAsHeld(header)
    ? new npyTypes[header.type].Values(bytes.buffer)
    : decodeNpyValues(path, bytes, header, from)
}

function typeOf(data: NpyArray): NpyType {
  if (data instanceof Float32Array) return 'float32'
  if (data instanceof Float64Array) return 'float64'
  return data instanceof Uint8Array ? 'uint8' : 'int32'
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await openRegularFile(path)
  try {
    return await reading(path, use(file))
  } finally {
    await file.close()
  }
}
