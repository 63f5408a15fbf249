import { distanceToMasked } from './distance-transform.ts'

/** How weights rise from the mask's border (Grain, Tristram & Stompor 2009). */
export type Taper = 'C1' | 'C2'

const rise: Readonly<Record<Taper, (x: number) => number>> = {
  C1: (x) => x - Math.sin(2 * Math.PI * x) / (2 * Math.PI),
  C2: (x) => (1 - Math.cos(Math.PI * x)) / 2,
}

/**
 * A mask with soft borders: each weight times a taper of x = distance to the nearest masked pixel / length, for x < 1.
 * What lies outside the picture counts as masked. Distances are linear in angle, as on the flat sky.
 * @param mask weights [rows, columns], 0 masked
 * @param length apodisation length, and `pixel` the width of a pixel, in one unit; 0 leaves the mask as it is
 */
export function apodise(
  mask: ArrayLike<number>,
  rows: number,
  columns: number,
  { length, pixel, taper = 'C1' }: { length: number; pixel: number; taper?: Taper },
): Float64Array {
  const weights = Float64Array.from(mask)
  if (length <= 0) return weights
  const distance = distanceToMasked(mask, rows, columns)
  for (let i = 0; i < weights.length; i++) {
    const x = (distance[i] * pixel) / length
    if (x < 1) weights[i] *= rise[taper](x)
  }
  return weights
}
