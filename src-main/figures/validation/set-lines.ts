import type { CsvTable } from '../../../src-shared/text/csv.ts'
import type { QuartileBands, SetName, SetResults, UnitResults } from '../../../src-shared/validation/results.ts'
import type { Line } from '../line.ts'
import { setStyles } from '../../../src-shared/validation/set-styles.ts'

/** One statistic of each of some sets, as medians with quartiles. */
export interface SetStatistic {
  x: readonly number[]
  of(set: SetResults): QuartileBands
}

export const setsOf = ({ sets }: UnitResults, names: readonly SetName[]) =>
  names.flatMap((name) => (sets[name] ? [{ name, results: sets[name] }] : []))

/** Medians, with quartiles as bands only for the patches and reconstructions: five bands would be illegible. */
export const setLines = (unit: UnitResults, names: readonly SetName[], { x, of }: SetStatistic): Line[] =>
  setsOf(unit, names).map(({ name, results }) => {
    const { low, median, high } = of(results)
    return {
      ...setStyles[name],
      points: x.map((place, i) => [place, median[i]] as const),
      ...(name === 'original' || name === 'reconstruction' ? { band: { low, high } } : {}),
    }
  })

/** A table of quantities: name, position, and the quartiles of each set. */
export function quantityTable(
  unit: UnitResults,
  names: readonly SetName[],
  quantities: readonly (SetStatistic & { quantity: string })[],
): CsvTable {
  const sets = setsOf(unit, names)
  return {
    columns: ['quantity', 'at', ...sets.flatMap(({ name }) => quartileNames.map((quartile) => `${name} ${quartile}`))],
    rows: quantities.flatMap(({ quantity, x, of }) => {
      const bands = sets.map(({ results }) => of(results))
      return x.map((at, i) => [
        quantity,
        at,
        ...bands.flatMap((band) => quartileNames.map((quartile) => band[quartile][i])),
      ])
    }),
  }
}

/**
 * Adds the band of each multipole to a table, in a last column whose header says how the spectra were measured; if the
 * band was not recorded, the cell is empty.
 */
export function withBands(
  { columns, rows }: CsvTable,
  { ell, bands }: Pick<UnitResults, 'ell' | 'bands'>,
  words: string,
): CsvTable {
  const bandAt = new Map(bands.map(({ from, to }, i) => [ell[i], `${from}..${to}`]))
  return {
    columns: [...columns, `band (${words})`],
    rows: rows.map((row) => [...row, bandAt.get(Number(row[1])) ?? null]),
  }
}

/** Columns of a statistic in a table. */
export const quartileNames = ['low', 'median', 'high'] as const

/** All numbers drawn by some lines. */
export const valuesOf = (lines: readonly Line[]): (number | null)[] =>
  lines.flatMap(({ points, band }) => [...points.map(([, y]) => y), ...(band ? [...band.low, ...band.high] : [])])

/** A quantity with its unit, as an axis label. */
export const withUnit = (quantity: string, unit: string) => (unit === '' ? quantity : `${quantity}, ${unit}`)
