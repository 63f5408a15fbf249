import { formatCsv } from '../../src-shared/text/csv.ts'

/** One curve of a chart: `x` and `y` of equal length, NaN where there is no value. */
export interface Series {
  name: string
  x: ArrayLike<number>
  y: ArrayLike<number>
  /** Place in the palette, from 0; it wraps around. */
  colour: number
  /** Validation is bold, training thin, the same everywhere. */
  bold?: boolean
  dashed?: boolean
  /** Steps through the middle of bins instead of straight lines. */
  stepped?: boolean
  /** Dots without a line between them: what is measured only now and then. */
  dotted?: boolean
  /** What a smoothed curve of the same name was made from: drawn behind it, and in neither legend nor read-out. */
  faint?: boolean
  /** Colour of each dot, where they have colours of their own: `#rrggbb`. */
  dotColours?: readonly string[]
  /** Filled between these two, as a median's quartiles are; NaN is a gap. */
  band?: { low: ArrayLike<number>; high: ArrayLike<number> }
}

/** A line across the chart at one x, with its name: where something is expected, or was found. */
export interface Mark {
  name: string
  x: number
  /** Place in the palette, as a curve's. */
  colour: number
}

export interface Axis {
  name: string
  unit?: string
  /** Only whole numbers mean something here: epochs, iterations, counts. */
  whole?: boolean
  /** Names of 0, 1, 2, ...: what stands there instead of numbers, as choices do. */
  labels?: readonly string[]
  /** On a logarithmic scale the axis begins here at least, however small the values are. */
  least?: number
  /** The axis never goes beyond these, whatever the values are: what lies outside is cut off. */
  bounds?: readonly [number, number]
}

/** The chart's numbers as a table: a column of x and one of y for each curve, two more for its band. */
export function seriesAsCsv(series: readonly Series[], x: Axis, y: Axis): string {
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
  return formatCsv({
    columns: columns.map(({ head }) => head),
    rows: Array.from({ length }, (_, i) => columns.map(({ values }) => values[i] ?? null)),
  })
}
