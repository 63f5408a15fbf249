import { isInteger, valueTypes } from './column-form.ts'
import type { ColumnStatistics } from './column-statistics.ts'
import type { DerivedMapColumn } from './derived-columns.ts'
import { FitsError } from './fits-error.ts'
import type { ChosenColumn, StoredColumn } from './map-header.ts'

/** Names of columns whose integers are flags, one a bit. */
const ofFlags = /FLAG|MASK|BITS|QUALITY/i

/** How many bits of a column can be told apart: integers beyond 2^53 are rounded when read. */
export const bitsOf = ({ form }: StoredColumn): number =>
  isInteger(form.code) && form.scale === 1 && form.exponentBase === null
    ? Math.min(53, 8 * valueTypes[form.code].bytes)
    : 0

/** Whether the name of a column of integers says that its bits are flags. */
export const holdsFlags = (column: StoredColumn): boolean => ofFlags.test(column.name) && bitsOf(column) > 0

/** Bit `bit` of a column as a column of its own, 0 the least significant. */
export const bitColumn = (source: ChosenColumn, bit: number): DerivedMapColumn => {
  const { name } = source.column
  return {
    ...{ name: `${name} bit ${bit}`, unit: null, type: 'bit', sources: [source] },
    derivation: { kind: 'bit', from: [name], bit },
  }
}

/**
 * The bit that a name like `FLAGS bit 3` means; null for another name.
 * @param find a stored column by name
 * @throws FitsError if the column does not have this bit
 */
export function bitByName(
  file: string,
  wanted: string,
  find: (name: string) => ChosenColumn | undefined,
): DerivedMapColumn | null {
  const [, name, bit] = /^(.*\S)\s+bit\s+(\d+)\s*$/i.exec(wanted) ?? []
  const source = name === undefined ? undefined : find(name)
  if (!source) return null
  const count = bitsOf(source.column)
  if (Number(bit) < count) return bitColumn(source, Number(bit))
  const reason =
    count === 0
      ? `${source.column.type} values are not integers, so they have no bits`
      : `its bits are 0, the least significant, to ${count - 1}; choose one of them`
  throw new FitsError(file, `column ${source.column.name}`, reason, 'column')
}

/** Counts the set bits of a column that arrives in pieces. */
export function gatherBits() {
  const set = new Float64Array(53)
  return {
    /** @param values integers, missing ones NaN */
    add(values: ArrayLike<number>) {
      for (let i = 0; i < values.length; i++) {
        let rest = values[i]
        // Two's complement of 53 bits: a wider one would be rounded.
        if (rest < 0) rest += 2 ** 53
        for (let bit = 0; rest >= 1; bit++) {
          const half = Math.floor(rest / 2)
          set[bit] += rest - 2 * half
          rest = half
        }
      }
    },
    /** Statistics of the bits up to the highest that is set in any pixel; none if the values are only 0 and 1. */
    result({ count, missing, min, max }: ColumnStatistics, bits: number): ColumnStatistics[] {
      if (min === null || (min >= 0 && max! <= 1)) return []
      const used = min < 0 ? bits : Math.floor(Math.log2(max!)) + 1
      const present = count - missing
      return Array.from(set.subarray(0, used), (ones) => ({
        count,
        missing,
        min: ones === present ? 1 : 0,
        max: ones > 0 ? 1 : 0,
        mean: ones / present,
      }))
    },
  }
}
