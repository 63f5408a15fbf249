type Point = [number, number]
type Edge = ArrayLike<number | null>

/** An area between two edges over the same x; NaN and null are gaps. */
export interface Band {
  x: ArrayLike<number>
  low: Edge
  high: Edge
}

/** The x at which a value starts and ends: its own x, or, if stepped, the middles between it and its neighbours. */
function endsOf(x: ArrayLike<number>, i: number, first: number, last: number, stepped: boolean): number[] {
  if (!stepped) return [x[i]]
  const ends = [i > first ? (x[i - 1] + x[i]) / 2 : x[i], i < last ? (x[i] + x[i + 1]) / 2 : x[i]]
  return ends[0] === ends[1] ? [x[i]] : ends
}

/**
 * Outlines of a filled band, one for each stretch of two or more values without a gap: along the low edge and back
 * along the high one.
 * @param stepped whether values change half way between two x, as in a histogram
 * @param floor lower end of a logarithmic axis: a low edge below it is drawn there, and a band below it not at all
 */
export function bandOutlines({ x, low, high }: Band, { stepped = false, floor = -Infinity } = {}): Point[][] {
  const isDrawn = (i: number) => Number.isFinite(low[i]) && Number.isFinite(high[i]) && high[i]! > floor
  const outlines: Point[][] = []
  for (let first = 0; first < x.length; first++) {
    if (!isDrawn(first)) continue
    let last = first
    while (last + 1 < x.length && isDrawn(last + 1)) last++
    const lower: Point[] = []
    const upper: Point[] = []
    for (let i = first; i <= last; i++) {
      for (const at of endsOf(x, i, first, last, stepped)) {
        lower.push([at, Math.max(floor, low[i]!)])
        upper.push([at, high[i]!])
      }
    }
    if (last > first) outlines.push([...lower, ...upper.reverse()])
    first = last
  }
  return outlines
}
