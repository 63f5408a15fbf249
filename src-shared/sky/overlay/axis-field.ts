import type { GridAxes } from './axes-on-view.ts'

/** A direction without a sense for each pixel of a view, the uppermost row first: unit vectors, NaN where missing. */
export interface AxisField {
  width: number
  height: number
  /** Rightwards and downwards parts. */
  x: Float32Array
  y: Float32Array
}

export const emptyField = (width: number, height: number): AxisField => ({
  ...{ width, height },
  x: new Float32Array(width * height).fill(NaN),
  y: new Float32Array(width * height).fill(NaN),
})

/**
 * Directions interpolated bilinearly to the pixels of a view: those of the mean of cosine and sine of twice the angle,
 * so that neighbours of 1 and 179 degrees meet at 0. A pixel has none if less than half of the weights around it have.
 * @param rows the first row to compute, and the one after the last
 * @param field receives the directions
 */
export function interpolateAxes(
  { grid, cos, sin }: GridAxes,
  [from, to]: readonly [from: number, to: number],
  field: AxisField,
): void {
  const { width } = field
  for (let row = from, at = from * width; row < to; row++) {
    // The first point of a grid lies half a step outside the view.
    const [top, down] = partsOf((row + 0.5) / grid.step + 0.5)
    for (let column = 0; column < width; column++, at++) {
      const [left, right] = partsOf((column + 0.5) / grid.step + 0.5)
      const corner = top * grid.columns + left
      let [c, s, weight] = [0, 0, 0]
      for (let k = 0; k < 4; k++) {
        const point = corner + (k & 1) + (k >> 1) * grid.columns
        const share = (k & 1 ? right : 1 - right) * (k >> 1 ? down : 1 - down)
        if (share === 0 || Number.isNaN(cos[point])) continue
        c += share * cos[point]
        s += share * sin[point]
        weight += share
      }
      const angle = weight >= 0.5 ? Math.atan2(s, c) / 2 : NaN
      field.x[at] = Math.cos(angle)
      field.y[at] = Math.sin(angle)
    }
  }
}

const partsOf = (place: number): [whole: number, share: number] => [Math.floor(place), place - Math.floor(place)]
