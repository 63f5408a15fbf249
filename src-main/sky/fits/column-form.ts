import type { FitsHdu } from './hdu.ts'
import { imageAxes } from './image-axes.ts'

/**
 * The supported value types (FITS 4.0, Table 18) by TFORM letter, with the bytes of one stored element. Bits (X) are
 * packed eight to a byte.
 */
export const valueTypes = {
  L: { bytes: 1, type: 'bool' },
  X: { bytes: 1, type: 'bit' },
  B: { bytes: 1, type: 'uint8' },
  I: { bytes: 2, type: 'int16' },
  J: { bytes: 4, type: 'int32' },
  K: { bytes: 8, type: 'int64' },
  E: { bytes: 4, type: 'float32' },
  D: { bytes: 8, type: 'float64' },
} as const

export type ValueCode = keyof typeof valueTypes

/** How the values of one column are stored: `zero + scale * stored`, or `exponentBase` to that power if given. */
export interface ColumnForm {
  code: ValueCode
  /** elements in one row */
  repeat: number
  /** byte of the first element in a row */
  offset: number
  /** first bit of a bit column, counted from the highest of the byte at `offset`; 0 for all other columns */
  bit: number
  scale: number
  zero: number
  /** the stored integer that means "no value" (TNULLn, BLANK) */
  nullValue: number | null
  exponentBase: number | null
}

/** TZERO of unsigned integers stored as signed ones, and of signed bytes (FITS 4.0, Table 19). */
const signOffsets = {
  B: [-128, 'int8'],
  I: [2 ** 15, 'uint16'],
  J: [2 ** 31, 'uint32'],
  K: [2 ** 63, 'uint64'],
} as const

/** The type of the values as intended: int16 with TZERO = 32768 are unsigned 16-bit integers. */
export function typeOf({ code, scale, zero }: ColumnForm): string {
  const [offset, type] = signOffsets[code as keyof typeof signOffsets] ?? []
  return scale === 1 && zero === offset ? type! : valueTypes[code].type
}

/** Whether these are unsigned 64-bit integers, whose last digits `zero + stored` would lose in double precision. */
export const isUnsigned64 = ({ code, scale, zero }: ColumnForm): boolean =>
  code === 'K' && scale === 1 && zero === 2 ** 63

export function isInteger(code: ValueCode): boolean {
  return code === 'B' || code === 'I' || code === 'J' || code === 'K'
}

/**
 * Whether single precision would lose digits of these values: doubles, 32-bit and 64-bit integers, and scaled values
 * whose offset is large compared with their steps.
 */
export function needsDouble({ code, scale, zero, exponentBase }: ColumnForm): boolean {
  if (code === 'D' || code === 'J' || code === 'K') return true
  if (code === 'E') return (scale !== 1 || zero !== 0) && exponentBase === null
  // 2^20 steps leave single precision (24 bits) an error of a 16th of a step.
  return exponentBase === null && Math.abs(zero) > 2 ** 20 * Math.abs(scale)
}

/**
 * How the pixels of an image are stored, as if it were a table of one row and one column; those of a tile-compressed
 * image once they are decompressed.
 */
export function imageForm(hdu: FitsHdu): ColumnForm {
  const bitpix = hdu.header.number(hdu.kind === 'compressed image' ? 'ZBITPIX' : 'BITPIX')
  const code = ({ 8: 'B', 16: 'I', 32: 'J', 64: 'K', '-32': 'E', '-64': 'D' } as const)[bitpix as 8]
  return {
    code,
    repeat: imageAxes(hdu).reduce((product, length) => product * length, 1),
    offset: 0,
    bit: 0,
    scale: hdu.header.number('BSCALE') ?? 1,
    zero: hdu.header.number('BZERO') ?? 0,
    nullValue: isInteger(code) ? (hdu.header.number('BLANK') ?? null) : null,
    exponentBase: null,
  }
}
