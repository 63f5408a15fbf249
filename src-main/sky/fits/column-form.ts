import { FitsError } from './fits-error.ts'
import type { FitsHdu } from './hdu.ts'

/** The numeric types of a binary table (FITS 4.0, Table 18), by letter. */
export const valueTypes = {
  B: { bytes: 1, type: 'uint8' },
  I: { bytes: 2, type: 'int16' },
  J: { bytes: 4, type: 'int32' },
  K: { bytes: 8, type: 'int64' },
  E: { bytes: 4, type: 'float32' },
  D: { bytes: 8, type: 'float64' },
} as const

export type ValueCode = keyof typeof valueTypes

/** Bytes an element of the other letters takes; P and Q are descriptors of arrays in the heap. */
const otherBytes: Record<string, number> = { L: 1, A: 1, C: 8, M: 16, P: 8, Q: 16 }

/** How the values of one column are stored: `zero + scale * stored`, and then `exponentBase` to that power if given. */
export interface ColumnForm {
  code: ValueCode
  /** elements in one row */
  repeat: number
  /** byte of the first element in a row */
  offset: number
  scale: number
  zero: number
  /** the stored integer that means "no value" (TNULLn, BLANK) */
  nullValue: number | null
  exponentBase: number | null
}

export interface TableColumn {
  name: string
  /** the unit of the values as they are read, after an exponent was applied */
  unit: string | null
  form: ColumnForm
}

/**
 * The columns of numbers of a binary table, in order; others only take their place in the row. The card TEXPBn, ours,
 * says that the column holds logarithms to that base (its TUNITn is then 'log(unit)', as FITS 4.0, Sec. 4.3.1 writes
 * it), and that the values meant are TEXPBn ** column.
 * @throws FitsError
 */
export function tableColumns(file: string, hdu: FitsHdu): TableColumn[] {
  const { header, axes, index } = hdu
  const count = header.number('TFIELDS') ?? 0
  if (!Number.isInteger(count) || count < 0 || count > 999) {
    throw new FitsError(file, `HDU ${index}, card TFIELDS`, `${count} columns are not possible; get the file again`)
  }
  const columns: TableColumn[] = []
  let offset = 0
  for (let n = 1; n <= count; n++) {
    const place = `HDU ${index}, card TFORM${n}`
    const text = header.text(`TFORM${n}`)
    const match = /^(\d*)([LXBIJKAEDCMPQ])/.exec(text ?? '')
    if (!match) {
      throw new FitsError(
        file,
        place,
        `${text ?? 'nothing'} is not a column format; the header is damaged, get the file again`,
      )
    }
    const repeat = match[1] === '' ? 1 : Number(match[1])
    const letter = match[2]
    if (letter in valueTypes && repeat > 0) columns.push(numericColumn(hdu, n, letter as ValueCode, repeat, offset))
    const bytes = letter in valueTypes ? valueTypes[letter as ValueCode].bytes : otherBytes[letter]
    offset += letter === 'X' ? Math.ceil(repeat / 8) : repeat * bytes
  }
  if (offset !== axes[0]) {
    throw new FitsError(
      file,
      `HDU ${index}, card NAXIS1`,
      `a row has ${axes[0]} bytes, but its columns take ${offset}; the header is damaged, get the file again`,
    )
  }
  return columns
}

function numericColumn(hdu: FitsHdu, n: number, code: ValueCode, repeat: number, offset: number): TableColumn {
  const { header } = hdu
  const exponentBase = header.number(`TEXPB${n}`) ?? null
  const unit = header.text(`TUNIT${n}`) ?? null
  return {
    name: header.text(`TTYPE${n}`) ?? `COLUMN${n}`,
    unit: exponentBase === null || unit === null ? unit : (/^(?:log|ln)\((.*)\)$/.exec(unit)?.[1] ?? unit),
    form: {
      code,
      repeat,
      offset,
      scale: header.number(`TSCAL${n}`) ?? 1,
      zero: header.number(`TZERO${n}`) ?? 0,
      nullValue: isInteger(code) ? (header.number(`TNULL${n}`) ?? null) : null,
      exponentBase,
    },
  }
}

/** How the pixels of an image are stored, as if it were a table of one row and one column. */
export function imageForm(hdu: FitsHdu): ColumnForm {
  const code = ({ 8: 'B', 16: 'I', 32: 'J', 64: 'K', '-32': 'E', '-64': 'D' } as const)[
    hdu.header.number('BITPIX') as 8
  ]
  return {
    code,
    repeat: hdu.axes.reduce((product, length) => product * length, 1),
    offset: 0,
    scale: hdu.header.number('BSCALE') ?? 1,
    zero: hdu.header.number('BZERO') ?? 0,
    nullValue: isInteger(code) ? (hdu.header.number('BLANK') ?? null) : null,
    exponentBase: null,
  }
}

export function isInteger(code: ValueCode): boolean {
  return code !== 'E' && code !== 'D'
}
