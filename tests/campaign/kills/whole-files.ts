import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { isLeftoverName } from '../../../src-main/files/atomic.ts'

/** The files below a folder, but those that an interrupted process left, which have names of their own. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (isLeftoverName(entry.name)) return []
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
  })
}

/** What an interrupted process left below a folder. */
export function leftoversBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (isLeftoverName(entry.name)) return [path]
    return entry.isDirectory() ? leftoversBelow(path) : []
  })
}

/** Files that SQLite and the lock keep themselves, or that may hold a part by intention. */
const ownWays = /\.db(-wal|-shm)?$|\.log$|\.lock$|lock$|\.part(ial)?$|door/

/** Why a file is not whole; null if it is, as far as its format shows. */
export function whyNotWhole(path: string): string | null {
  if (ownWays.test(path)) return null
  const { size } = statSync(path)
  const check = checks[extname(path)]
  if (!check) return null
  if (size === 0) return 'it is empty'
  return check(path, size)
}

const checks: Record<string, (path: string, size: number) => string | null> = {
  '.json': (path) => {
    try {
      JSON.parse(readFileSync(path, 'utf8'))
      return null
    } catch (error) {
      return (error as Error).message
    }
  },
  '.csv': (path) => {
    const text = readFileSync(path, 'utf8')
    return text.endsWith('\n') ? null : 'its last line has no end'
  },
  '.npy': npy,
  '.safetensors': (path, size) => {
    const length = Number(beginning(path, 8).readBigUInt64LE(0))
    if (8 + length > size) return 'its header is cut'
    const header = JSON.parse(beginning(path, 8 + length).toString('utf8', 8)) as Record<
      string,
      { data_offsets?: number[] }
    >
    const ends = Object.values(header).map((entry) => entry.data_offsets?.[1] ?? 0)
    return sameLength(size, 8 + length + Math.max(0, ...ends))
  },
  '.fits': (_, size) => (size % 2880 === 0 ? null : `${size} bytes are no whole number of blocks`),
  '.png': (path) => (readFileSync(path).includes('IEND') ? null : 'it has no end'),
  '.svg': (path) => (readFileSync(path, 'utf8').trimEnd().endsWith('</svg>') ? null : 'it has no end'),
  '.pdf': (path) => (readFileSync(path, 'latin1').trimEnd().endsWith('%%EOF') ? null : 'it has no end'),
  '.html': (path) => (readFileSync(path, 'utf8').trimEnd().endsWith('</html>') ? null : 'it has no end'),
}

function npy(path: string, size: number): string | null {
  const start = beginning(path, 12)
  const isLong = start[6] > 1
  const length = isLong ? start.readUInt32LE(8) : start.readUInt16LE(8)
  const begin = (isLong ? 12 : 10) + length
  const header = beginning(path, begin).toString('latin1')
  const item = Number(/'descr': '[<|>]?[a-z](\d+)'/.exec(header)?.[1])
  const shape =
    /'shape': \(([^)]*)\)/
      .exec(header)?.[1]
      .split(',')
      .filter((text) => text.trim() !== '') ?? []
  return sameLength(size, begin + item * shape.reduce((product, text) => product * Number(text), 1))
}

const sameLength = (size: number, expected: number) =>
  size === expected ? null : `it has ${size} bytes, and its header promises ${expected}`

function beginning(path: string, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  const file = openSync(path, 'r')
  try {
    readSync(file, bytes, 0, length, 0)
    return bytes
  } finally {
    closeSync(file)
  }
}
