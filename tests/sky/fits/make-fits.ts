import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A header as bytes, from its lines; END and padding are added. */
export function headerBytes(lines: string[]): Buffer {
  const text = [...lines, 'END'].map((line) => line.padEnd(80).slice(0, 80)).join('')
  return Buffer.from(text.padEnd(Math.ceil(text.length / 2880) * 2880), 'latin1')
}

/** Data padded with zeros to whole blocks. */
export function padded(data: Uint8Array): Buffer {
  return Buffer.concat([data, Buffer.alloc((2880 - (data.length % 2880)) % 2880)])
}

export const emptyPrimary = headerBytes([
  'SIMPLE  =                    T',
  'BITPIX  =                    8',
  'NAXIS   =                    0',
])

/** A binary table: its shape, the cards that describe it, its rows. */
export function tableBytes(rowBytes: number, rows: number, lines: string[], data: Uint8Array): Buffer {
  const shape = [
    "XTENSION= 'BINTABLE'",
    'BITPIX  =                    8',
    'NAXIS   =                    2',
    `NAXIS1  = ${String(rowBytes).padStart(20)}`,
    `NAXIS2  = ${String(rows).padStart(20)}`,
    'PCOUNT  =                    0',
    'GCOUNT  =                    1',
  ]
  return Buffer.concat([headerBytes([...shape, ...lines]), padded(data)])
}

/** Cards of a map of nside 1 (12 pixels); duplicates are kept, so to override a card, leave it out. */
export const smallMap = ['NSIDE   =                    1', "ORDERING= 'RING    '"]

/** A file with one table of 12 values of the given type, one per row. */
export function oneColumn(form: string, data: Uint8Array, cards: string[] = smallMap): Buffer {
  const lines = ['TFIELDS =                    1', `TFORM1  = '${form}'`, "TTYPE1  = 'I'", ...cards]
  return Buffer.concat([emptyPrimary, tableBytes(data.length / 12, 12, lines, data)])
}

/** Numbers as big-endian bytes. */
export function bigEndian(code: 'B' | 'I' | 'J' | 'K' | 'E' | 'D', values: readonly (number | bigint)[]): Buffer {
  const size = { B: 1, I: 2, J: 4, K: 8, E: 4, D: 8 }[code]
  const bytes = Buffer.alloc(size * values.length)
  values.forEach((value, i) => {
    if (code === 'B') bytes.writeUInt8(Number(value), i)
    else if (code === 'I') bytes.writeInt16BE(Number(value), 2 * i)
    else if (code === 'J') bytes.writeInt32BE(Number(value), 4 * i)
    else if (code === 'K') bytes.writeBigInt64BE(BigInt(value), 8 * i)
    else if (code === 'E') bytes.writeFloatBE(Number(value), 4 * i)
    else bytes.writeDoubleBE(Number(value), 8 * i)
  })
  return bytes
}

/** A folder for this test file, removed at its end, and a function that adds a file to it. */
export function makeFolder(): (name: string, bytes: Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'fits-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return (name, bytes) => {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return path
  }
}
