/** (x, y), in ascending x; no line is drawn to or from a null. */
export type Point = readonly [number, number | null]

export interface Line {
  /** Lines of one name share an entry of the legend, whatever panel they are in. */
  name: string
  /** Place in the palette; lines of one colour and different dashes belong together. */
  colour: number
  stroke?: 'solid' | 'dashed' | 'dotted'
  /** Marks every point, for few of them. */
  marked?: boolean
  /** Points alone, without a line. */
  dots?: boolean
  /** Drawn stronger than the rest. */
  bold?: boolean
  points: readonly Point[]
  /** Lower and upper edge at the points' x. */
  band?: { low: readonly (number | null)[]; high: readonly (number | null)[] }
  /** Thin lines of the same colour behind it: single patches, where the line itself is their median. */
  each?: readonly (readonly Point[])[]
}

/** A named value of x or y: a line across the panel, whose other axis needs a range. */
export interface Mark {
  name: string
  colour: number
  stroke?: 'solid' | 'dashed' | 'dotted'
  x?: number
  y?: number
}
