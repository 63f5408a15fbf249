import { isInteger, valueTypes, type ColumnForm, type ValueCode } from './column-form.ts'
import { FitsError } from './fits-error.ts'
import type { FitsHdu } from './hdu.ts'

/** A column of a binary table. */
export interface TableColumn {
  name: string
  /** whether the name comes from a TTYPE card instead of the column's number */
  named: boolean
  /** the unit of the values after applying `exponentBase` */
  unit: string | null
  /** null for a column that does not hold plain numbers; `content` says what it holds */
  form: ColumnForm | null
  /** TFORM and what it stands for, as in 'C (complex numbers)' */
  content: string
  /** byte of the column in a row */
  offset: number
}

/** Unsupported types: bytes of an element, and a description; P and Q are array descriptors into the heap. */
const otherTypes: Record<string, [bytes: number, what: string]> = {
  A: [1, 'text'],
  C: [8, 'complex numbers'],
  M: [16, 'complex numbers'],
  P: [8, 'arrays of variable length'],
  Q: [16, 'arrays of variable length'],
}

/**
 * The columns of a binary table, in order. Our own card TEXPBn says that the column holds logarithms to that base (its
 * TUNITn is then 'log(unit)', as in FITS 4.0, Sec. 4.3.1), so that the values are TEXPBn ** column.
 * @throws FitsError for an invalid TFORM, or columns that do not fill the row
 */
export function tableColumns(file: string, hdu: FitsHdu): TableColumn[] {
  const { header, axes, index } = hdu
  const count = header.number('TFIELDS') ?? 0
  if (!Number.isInteger(count) || count < 0 || count > 999) {
    throw new FitsError(
      file,
      `HDU ${index}, card TFIELDS`,
      `${count} columns are not possible; get a fresh copy of the file`,
    )
  }
  const columns: TableColumn[] = []
  let offset = 0
  for (let n = 1; n <= count; n++) {
    const text = header.text(`TFORM${n}`)
    const match = /^(\d*)([LXBIJKAEDCMPQ])/i.exec(text ?? '')
    if (!match) {
      const reason = text === undefined ? 'the card is missing' : `${text} is not a column format`
      throw new FitsError(
        file,
        `HDU ${index}, card TFORM${n}`,
        `${reason}; the header is damaged, get a fresh copy of the file`,
      )
    }
    const repeat = match[1] === '' ? 1 : Number(match[1])
    const letter = match[2].toUpperCase()
    columns.push(describeColumn(hdu, n, letter, repeat, offset))
    const bytes = letter in valueTypes ? valueTypes[letter as ValueCode].bytes : otherTypes[letter][0]
    offset += letter === 'X' ? Math.ceil(repeat / 8) : repeat * bytes
  }
  if (offset !== axes[0]) {
    throw new FitsError(
      file,
      `HDU ${index}, card NAXIS1`,
      `a row has ${axes[0]} bytes, but its columns take ${offset}; the header is damaged, get a fresh copy of the file`,
    )
  }
  return columns
}

function describeColumn(hdu: FitsHdu, n: number, letter: string, repeat: number, offset: number): TableColumn {
  const { header } = hdu
  const exponentBase = header.number(`TEXPB${n}`) ?? null
  const unit = header.text(`TUNIT${n}`) ?? null
  const name = header.text(`TTYPE${n}`)
  const what = otherTypes[letter]?.[1] ?? (repeat === 0 ? 'no values' : valueTypes[letter as ValueCode].type)
  return {
    name: name ?? `COLUMN${n}`,
    named: name !== undefined,
    unit: exponentBase === null || unit === null ? unit : (/^(?:log|ln)\((.*)\)$/.exec(unit)?.[1] ?? unit),
    form: letter in valueTypes && repeat > 0 ? columnForm(hdu, n, letter as ValueCode, repeat, offset) : null,
    content: `${repeat === 1 ? '' : repeat}${letter} (${what})`,
    offset,
  }
}

function columnForm({ header }: FitsHdu, n: number, code: ValueCode, repeat: number, offset: number): ColumnForm {
  // TSCAL and TZERO do not apply to logicals and bits (FITS 4.0, Sec. 7.3.2).
  const scaled = code !== 'L' && code !== 'X'
  return {
    code,
    repeat,
    offset,
    bit: 0,
    scale: scaled ? (header.number(`TSCAL${n}`) ?? 1) : 1,
    zero: scaled ? (header.number(`TZERO${n}`) ?? 0) : 0,
    nullValue: isInteger(code) ? (header.number(`TNULL${n}`) ?? null) : null,
    exponentBase: scaled ? (header.number(`TEXPB${n}`) ?? null) : null,
  }
}
