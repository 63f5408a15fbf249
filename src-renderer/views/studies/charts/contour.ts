import type { ParameterValue } from '../../../../src-shared/study/search-space.ts'
import type { SearchModel } from '../../../../src-preload/contract/index.ts'
import type { Scale } from './scales.ts'
import { shareOf } from '../../../../src-shared/axes/share.ts'

/** The model's grid on the axes: fractions from the left and from the bottom, 0 to 1. */
export interface Grid {
  /** Centres of the cells. */
  x: number[]
  y: number[]
  /** Edges of the cells, one more than there are cells. */
  xEdges: number[]
  yEdges: number[]
}

const placeOf = (scale: Scale, value: ParameterValue) =>
  scale.axis.labels ? scale.axis.labels.indexOf(String(value)) : Number(value)

/** Edges halfway between the centres; the outermost cells are symmetric about theirs. */
function edgesOf(middles: readonly number[]): number[] {
  if (middles.length < 2) return [0, 1]
  const between = middles.slice(1).map((middle, i) => (middle + middles[i]) / 2)
  return [2 * middles[0] - between[0], ...between, 2 * middles.at(-1)! - between.at(-1)!]
}

/** The cells of a model over two scales. */
export function gridOf({ x, y }: SearchModel, xScale: Scale, yScale: Scale): Grid {
  const [xs, ys] = [x.values, y.values].map((values, i) => {
    const scale = i === 0 ? xScale : yScale
    return values.map((value) => shareOf(scale, placeOf(scale, value)))
  })
  return { x: xs, y: ys, xEdges: edgesOf(xs), yEdges: edgesOf(ys) }
}

/** A piece of a contour line: from x, y to x, y. */
export type Piece = readonly [number, number, number, number]

/**
 * Segments of the contour line at `level` on a grid, by marching squares: straight between the points where the sides
 * of a cell cross the level. The mean of a saddle cell decides how it is connected.
 * @param values row by row, entry [j * x.length + i] at x[i], y[j]
 */
export function contourLine({ x, y }: Pick<Grid, 'x' | 'y'>, values: ArrayLike<number>, level: number): Piece[] {
  const pieces: Piece[] = []
  for (let j = 0; j + 1 < y.length; j++) {
    for (let i = 0; i + 1 < x.length; i++) {
      const corner = [values[j * x.length + i], values[j * x.length + i + 1]]
      corner.push(values[(j + 1) * x.length + i + 1], values[(j + 1) * x.length + i])
      const places = [
        [x[i], y[j]],
        [x[i + 1], y[j]],
        [x[i + 1], y[j + 1]],
        [x[i], y[j + 1]],
      ]
      const passes: [number, number][] = []
      for (let side = 0; side < 4; side++) {
        const [a, b] = [corner[side], corner[(side + 1) % 4]]
        if (a < level === b < level) continue
        const t = (level - a) / (b - a)
        const [from, to] = [places[side], places[(side + 1) % 4]]
        passes.push([from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])])
      }
      if (passes.length === 2) pieces.push([...passes[0], ...passes[1]])
      if (passes.length === 4) {
        const middle = corner.reduce((sum, value) => sum + value, 0) / 4
        const joined = middle < level === corner[0] < level ? [0, 1, 2, 3] : [3, 0, 1, 2]
        pieces.push([...passes[joined[0]], ...passes[joined[1]]], [...passes[joined[2]], ...passes[joined[3]]])
      }
    }
  }
  return pieces
}
