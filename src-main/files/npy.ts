import { open, type FileHandle } from 'node:fs/promises'
import { readFully, writeFileAtomically, writeFully } from './atomic.ts'
import { FileFormatError } from './file-format-error.ts'
import { formatNpyHeader, npyTypes, parseNpyHeader, type NpyArray, type NpyHeader, type NpyType } from './npy-header.ts'

export type { NpyArray, NpyHeader, NpyType } from './npy-header.ts'

/** An array of a .npy file: C order, `data.length` is the product of `shape`. */
export interface NpyContent {
  type: NpyType
  shape: number[]
  data: NpyArray
}

/**
 * Type and shape of a .npy file, without reading its values.
 * @throws FileFormatError for a file that is not .npy, is cut short, or holds a type or order that is not supported
 */
export async function readNpyHeader(path: string): Promise<NpyHeader> {
  return withFile(path, (file) => parseNpyHeader(file, path))
}

/**
 * A whole .npy file.
 * @throws FileFormatError as `readNpyHeader`
 */
export async function readNpy(path: string): Promise<NpyContent> {
  return withFile(path, async (file) => {
    const header = await parseNpyHeader(file, path)
    const count = header.shape.reduce((product, length) => product * length, 1)
    return { type: header.type, shape: header.shape, data: await readValues(file, path, header, 0, count) }
  })
}

/**
 * The entries `from ... from + count - 1` along the first axis; nothing else is read from the disk.
 * @throws RangeError if the file has fewer rows; FileFormatError as `readNpyHeader`
 */
export async function readNpyRows(path: string, from: number, count: number): Promise<NpyContent> {
  return withFile(path, async (file) => {
    const header = await parseNpyHeader(file, path)
    const [rows = 0, ...rest] = header.shape
    if (header.shape.length === 0 || from < 0 || count < 0 || from + count > rows) {
      throw new RangeError(`${path} has ${rows} rows; rows ${from} to ${from + count - 1} were asked for`)
    }
    const rowLength = rest.reduce((product, length) => product * length, 1)
    const data = await readValues(file, path, header, from * rowLength, count * rowLength)
    return { type: header.type, shape: [count, ...rest], data }
  })
}

/** Writes an array in C order, atomically. @throws RangeError if `shape` does not hold `data` */
export async function writeNpy(path: string, data: NpyArray, shape: readonly number[]): Promise<void> {
  await writeNpyStream(path, typeOf(data), shape, [data])
}

/**
 * Writes an array that need not fit into memory: `pieces` yields it in C order, cut anywhere.
 * @throws RangeError if the pieces do not make up `shape`; the file is then not written
 */
export async function writeNpyStream(
  path: string,
  type: NpyType,
  shape: readonly number[],
  pieces: Iterable<NpyArray> | AsyncIterable<NpyArray>,
): Promise<void> {
  const expected = shape.reduce((product, length) => product * length, 1)
  await writeFileAtomically(path, async (file) => {
    await writeFully(file, formatNpyHeader(type, shape))
    let written = 0
    for await (const piece of pieces) {
      if (typeOf(piece) !== type) throw new RangeError(`${path}: a piece of ${typeOf(piece)} in an array of ${type}`)
      await writeFully(file, new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength))
      written += piece.length
    }
    if (written !== expected) {
      throw new RangeError(`${path}: shape [${shape.join(', ')}] asks for ${expected} values, ${written} were given`)
    }
  })
}

async function readValues(file: FileHandle, path: string, header: NpyHeader, from: number, count: number) {
  const Values = npyTypes[header.type].Values
  const data = new Values(count)
  const position = header.dataOffset + from * data.BYTES_PER_ELEMENT
  const found = await readFully(file, new Uint8Array(data.buffer), position)
  if (found < data.byteLength) {
    throw new FileFormatError(
      path,
      `byte ${position + found}`,
      `the file ends here, but its header promises ${position + data.byteLength} bytes; it was cut short, so get it again`,
    )
  }
  return data
}

function typeOf(data: NpyArray): NpyType {
  if (data instanceof Float32Array) return 'float32'
  if (data instanceof Float64Array) return 'float64'
  return data instanceof Uint8Array ? 'uint8' : 'int32'
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}
