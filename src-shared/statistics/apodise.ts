import { distanceToMasked } from './distance-transform.ts'
import { transformPlane } from './fourier-transform.ts'

/** How weights rise from the mask's border: C1 and C2 of Grain, Tristram & Stompor 2009; Smooth of NaMaster. */
export type Taper = 'C1' | 'C2' | 'Smooth'

export interface Apodisation {
  /** Apodisation length and pixel width, in the same unit; a length of 0 leaves the mask unchanged. */
  length: number
  pixel: number
  taper?: Taper
  /** Whether the outside of the picture counts as masked, so that weights fall towards its edges too. */
  outside?: 'masked' | 'seen'
}

/** The weight at x of the way, from 0 to 1, from the masked border to the end of the taper. */
export const rise: Readonly<Record<'C1' | 'C2', (x: number) => number>> = {
  C1: (x) => x - Math.sin(2 * Math.PI * x) / (2 * Math.PI),
  C2: (x) => (1 - Math.cos(Math.PI * x)) / 2,
}

/**
 * A mask with soft borders (Alonso et al. 2019, Sec. 2.6). C1 and C2: each weight times a function of x = distance to
 * the nearest masked pixel / length, for x < 1. Smooth: all pixels within 2.5 lengths of a masked one are masked too,
 * that mask is convolved with a Gaussian of standard deviation `length`, and each weight is multiplied by the result;
 * the Gaussian wraps around the edges and leaves 0.6 % of a weight at a border. Distances are linear in angle (flat
 * sky).
 * @param mask weights [rows, columns], 0 masked
 */
export function apodise(
  mask: ArrayLike<number>,
  rows: number,
  columns: number,
  { length, pixel, taper = 'C1', outside = 'masked' }: Apodisation,
): Float64Array {
  const weights = Float64Array.from(mask)
  if (length <= 0) return weights
  const x = distanceToMasked(mask, rows, columns, outside).map((distance) => (distance * pixel) / length)
  if (taper === 'Smooth') {
    const core = weights.map((weight, i) => (x[i] > 2.5 ? weight : 0))
    const smooth = blur(core, rows, columns, length / pixel)
    return weights.map((weight, i) => weight * smooth[i])
  }
  return weights.map((weight, i) => (x[i] < 1 ? weight * rise[taper](x[i]) : weight))
}

/** Convolution with a Gaussian of standard deviation `sigma` pixels, with periodic edges. */
function blur(values: Float64Array, rows: number, columns: number, sigma: number): Float64Array {
  const plane = new Float64Array(2 * values.length)
  for (let i = 0; i < values.length; i++) plane[2 * i] = values[i]
  transformPlane(plane, rows, columns, 'forward')
  const remains = (index: number, length: number) =>
    Math.exp(-2 * ((Math.PI * sigma * Math.min(index, length - index)) / length) ** 2)
  for (let i = 0; i < plane.length; i++) {
    const mode = i >> 1
    plane[i] *= remains(mode % columns, columns) * remains(Math.floor(mode / columns), rows)
  }
  transformPlane(plane, rows, columns, 'inverse')
  return values.map((_, i) => plane[2 * i])
}
