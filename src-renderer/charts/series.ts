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
}

export interface Axis {
  name: string
  unit?: string
  /** Only whole numbers mean something here: epochs, iterations, counts. */
  whole?: boolean
  /** On a logarithmic scale the axis begins here at least, however small the values are. */
  least?: number
}

/** The chart's numbers as a table: one column of x and one of y for each curve. */
export function seriesAsCsv(series: readonly Series[], x: Axis, y: Axis): string {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const withUnit = ({ name, unit }: Axis) => (unit ? `${name} [${unit}]` : name)
  const nameOf = ({ name, faint }: Series) => (faint ? `${name}, not smoothed` : name)
  const head = series.flatMap((one) => [x, y].map((axis) => quoted(`${nameOf(one)}: ${withUnit(axis)}`)))
  const length = Math.max(0, ...series.map((one) => one.x.length))
  const lines = Array.from({ length }, (_, i) =>
    series.flatMap((one): (number | string)[] => (i < one.x.length ? [one.x[i], one.y[i]] : ['', ''])).join(','),
  )
  return [head.join(','), ...lines, ''].join('\n')
}
