import type { GridValues } from './contours.ts'

/** Binomial weights of a point and its neighbours on both sides: a Gaussian with a standard deviation of 0.71 steps. */
const weights = [1, 2, 1]

/** Smooths values over one step of the grid. Missing values stay missing, and are left out of the means around them. */
export function smoothGrid(grid: GridValues): Float64Array {
  const alongRows = smoothAlong(grid, 1)
  return smoothAlong({ ...grid, values: alongRows }, grid.columns)
}

/** @param stride 1 along rows, the number of columns along columns */
function smoothAlong({ columns, values }: GridValues, stride: number): Float64Array {
  return Float64Array.from({ length: values.length }, (_, at) => {
    if (Number.isNaN(values[at])) return NaN
    let [sum, weight] = [0, 0]
    for (let side = -1; side <= 1; side++) {
      const from = at + side * stride
      const isBeyond = stride === 1 && Math.floor(from / columns) !== Math.floor(at / columns)
      const value = isBeyond ? NaN : (values[from] ?? NaN)
      if (Number.isNaN(value)) continue
      sum += weights[side + 1] * value
      weight += weights[side + 1]
    }
    return sum / weight
  })
}

/**
 * Gives missing values the value of a neighbour, so that a region reaches over the edge of the sky; those without a
 * neighbour stay missing.
 */
export function widenGrid({ columns, rows, values }: GridValues): Float64Array {
  const widened = Float64Array.from(values)
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) {
      if (!Number.isNaN(values[at])) continue
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
          if (!Number.isNaN(values[y * columns + x])) widened[at] = values[y * columns + x]
    }
  return widened
}
