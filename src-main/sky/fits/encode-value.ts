import { isInteger, type ColumnForm } from './column-form.ts'

/** Stored integers by TFORM letter: least, most, and how one is written. */
const integers = {
  B: { least: 0, most: 2 ** 8 - 1, write: (view: DataView, value: number) => view.setUint8(0, value) },
  I: { least: -(2 ** 15), most: 2 ** 15 - 1, write: (view: DataView, value: number) => view.setInt16(0, value) },
  J: { least: -(2 ** 31), most: 2 ** 31 - 1, write: (view: DataView, value: number) => view.setInt32(0, value) },
} as const

/** Whether `encodeValue` can write values in this form: not logicals, bits, and integers that doubles can't tell apart. */
export const isEncodable = ({ code }: ColumnForm): boolean => code === 'E' || code === 'D' || code in integers

/**
 * Writes one value as a column stores it, the inverse of `decodeValues`: to the nearest step of a column of integers.
 * @param view of the bytes of one element
 * @returns false if the column can't hold the value, which is then written as the nearest that it can
 */
export function encodeValue(value: number, form: ColumnForm, view: DataView): boolean {
  const { code, scale, zero, exponentBase, nullValue } = form
  const unscaled = exponentBase === null ? value : Math.log(value) / Math.log(exponentBase)
  const stored = scale === 1 && zero === 0 ? unscaled : (unscaled - zero) / scale
  if (!isInteger(code)) {
    if (code === 'E') view.setFloat32(0, stored)
    else view.setFloat64(0, stored)
    return Number.isFinite(stored)
  }
  const { write, ...all } = integers[code as keyof typeof integers]
  // The marker of missing values is at an end as a rule; elsewhere its neighbour stands in for it.
  const least = nullValue === all.least ? all.least + 1 : all.least
  const most = nullValue === all.most ? all.most - 1 : all.most
  const nearest = Math.min(Math.max(Math.round(stored), least), most)
  write(view, nearest === nullValue ? nearest + 1 : nearest)
  return stored >= least - 0.5 && stored <= most + 0.5
}
