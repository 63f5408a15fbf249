import { formatCsv, type CsvTable } from '../../src-shared/text/csv.ts'

/** One curve of a chart: `x` and `y` of equal length, NaN where there is no value. */
export interface Series {
  name: string
  x: ArrayLike<number>
  y: ArrayLike<number>
  /** Index in the palette, from 0; it wraps around. */
  colour: number
  /** Validation is bold and training thin, in every chart. */
  bold?: boolean
  dashed?: boolean
  /** Drawn as steps, for histograms with x at bin centres. */
  stepped?: boolean
  /** Dots without a line between them, for what is measured only now and then. */
  dotted?: boolean
  /** The raw curve behind a smoothed one of the same name; in neither legend nor read-out. */
  faint?: boolean
  /** The curve that stands for this one in the legend, and that it is hidden with: of a quantity, that of another split. */
  of?: string
  /** Colour of each dot, `#rrggbb`, if they differ. */
  dotColours?: readonly string[]
  /** The area between these is filled, such as the quartiles around a median; NaN is a gap. */
  band?: { low: ArrayLike<number>; high: ArrayLike<number> }
}

/** A named vertical line at one x: where something is expected, or was found. */
export interface Mark {
  name: string
  x: number
  /** Index in the palette, as for a curve. */
  colour: number
}

export interface Axis {
  name: string
  unit?: string
  /** Only whole numbers are meaningful: epochs, iterations, counts. */
  whole?: boolean
  /** Labels for 0, 1, 2, ... in place of numbers, as for choices. */
  labels?: readonly string[]
  /** On a logarithmic scale the axis starts no lower than this, however small the values are. */
  least?: number
  /** The axis never extends beyond these; values outside are clipped. */
  bounds?: readonly [number, number]
}

/** The chart's numbers as a table: for each curve a column of x and one of y, and two more for its band. */
export function seriesTable(series: readonly Series[], x: Axis, y: Axis): CsvTable {
  const withUnit = ({ name, unit }: Axis) => (unit ? `${name} [${unit}]` : name)
  const nameOf = ({ name, faint }: Series) => (faint ? `${name}, not smoothed` : name)
  const columns = series.flatMap(({ band, ...one }) => [
    { head: `${nameOf(one)}: ${withUnit(x)}`, values: one.x },
    { head: `${nameOf(one)}: ${withUnit(y)}`, values: one.y },
    ...(band
      ? [
          { head: `${one.name}, from: ${withUnit(y)}`, values: band.low },
          { head: `${one.name}, to: ${withUnit(y)}`, values: band.high },
        ]
      : []),
  ])
  const length = Math.max(0, ...series.map((one) => one.x.length))
  return {
    columns: columns.map(({ head }) => head),
    rows: Array.from({ length }, (_, i) => columns.map(({ values }) => values[i] ?? null)),
  }
}

export const seriesAsCsv = (series: readonly Series[], x: Axis, y: Axis): string => formatCsv(seriesTable(series, x, y))
