/** (x, y), in ascending x; no line is drawn to or from a null. */
export type Point = readonly [number, number | null]

export interface Line {
  /** Lines with the same name share a legend entry, across panels. */
  name: string
  /** Index in the palette; lines of one colour and different dashes belong together. */
  colour: number
  stroke?: 'solid' | 'dashed' | 'dotted'
  /** Marks every point; for lines with few points. */
  marked?: boolean
  /** Points only, without a line. */
  dots?: boolean
  /** Drawn bolder than the rest. */
  bold?: boolean
  points: readonly Point[]
  /** Lower and upper edge at the points' x. */
  band?: { low: readonly (number | null)[]; high: readonly (number | null)[] }
  /** Thin lines of the same colour behind it: single patches, if the line is their median. */
  each?: readonly (readonly Point[])[]
}

/** A named value of x or y, drawn as a line across the panel; the other axis needs a range. */
export interface Mark {
  name: string
  colour: number
  stroke?: 'solid' | 'dashed' | 'dotted'
  x?: number
  y?: number
}
