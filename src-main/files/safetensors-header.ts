import type { FileHandle } from 'node:fs/promises'
import { readFully } from './atomic.ts'
import { FileFormatError } from './file-format-error.ts'

/** Position of a tensor's bytes in the file: from `begin` up to `end`. */
export interface TensorEntry {
  dtype: string
  shape: number[]
  begin: number
  end: number
}

export interface SafetensorsHeader {
  tensors: ReadonlyMap<string, TensorEntry>
  metadata: Readonly<Record<string, string>>
}

// The format's own limit, which keeps a corrupt length from exhausting memory.
const largestHeader = 100_000_000

const bytesPerElement: Record<string, number> = {
  F64: 8,
  I64: 8,
  U64: 8,
  F32: 4,
  I32: 4,
  U32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
}

/** Header length (u64, little-endian) and JSON, padded with spaces so that the values begin at a multiple of 8. */
export function formatHeader(
  tensors: readonly { name: string; shape: readonly number[] }[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata }
  let offset = 0
  for (const { name, shape } of tensors) {
    const end = offset + 4 * shape.reduce((product, length) => product * length, 1)
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, end] }
    offset = end
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const length = Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(8 + length).fill(0x20, 8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true)
  bytes.set(json, 8)
  return bytes
}

/** @throws FileFormatError for a header that is corrupt or does not describe the whole file */
export async function parseHeader(file: FileHandle, path: string): Promise<SafetensorsHeader> {
  const refuse = (place: string, reason: string): never => {
    throw new FileFormatError(path, place, reason)
  }
  const { size } = await file.stat()
  const start = new Uint8Array(8)
  if ((await readFully(file, start, 0)) < 8) refuse('byte 0', 'too short for a .safetensors file; get a fresh copy')
  const length = Number(new DataView(start.buffer).getBigUint64(0, true))
  if (length > largestHeader) refuse('byte 0', 'not a .safetensors file: the length of its header is not plausible')
  if (8 + length > size) refuse('header', 'the file ends inside its header; it was cut short, get a fresh copy')
  const text = new Uint8Array(length)
  await readFully(file, text, 8)
  const json = parseObject(text) ?? refuse('header', 'not a .safetensors file: its header is not a JSON object')
  const tensors = new Map<string, TensorEntry>()
  let used = 0
  for (const [name, value] of Object.entries(json)) {
    if (name === '__metadata__') continue
    const entry = parseEntry(value, 8 + length) ?? refuse(`header, "${name}"`, 'type, shape and offsets do not agree')
    if (entry.end > size) {
      refuse(`header, "${name}"`, `the file has ${size} bytes but this tensor ends at ${entry.end}; it was cut short`)
    }
    used += entry.end - entry.begin
    tensors.set(name, entry)
  }
  if (8 + length + used !== size) refuse('header', 'the tensors do not fill the file exactly; it is damaged')
  return { tensors, metadata: parseMetadata(json.__metadata__) }
}

function parseObject(text: Uint8Array): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function parseEntry(value: unknown, dataOffset: number): TensorEntry | null {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>
  const whole = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((each) => Number.isSafeInteger(each) && each >= 0)
  if (typeof dtype !== 'string' || !whole(shape) || !whole(offsets) || offsets.length !== 2) return null
  const bytes = shape.reduce((product, length) => product * length, bytesPerElement[dtype] ?? NaN)
  if (offsets[1] - offsets[0] !== bytes) return null
  return { dtype, shape, begin: dataOffset + offsets[0], end: dataOffset + offsets[1] }
}

function parseMetadata(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
