import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'

/**
 * Smallest share of a detail that one pass of cutting and averaging keeps and that the corrections are made to restore.
 * No pass amplifies, so the largest is 1.
 */
const [least, most] = [0.4, 1]

/**
 * How much of a correction is added: Chebyshev's choice for steps that together leave least of any detail between these
 * shares (Saad 2003, Iterative Methods for Sparse Linear Systems, Sec. 12.3), and that never amplify finer ones.
 * @param step from 1 to `steps`
 */
export function relaxation(step: number, steps: number): number {
  const node = Math.cos((Math.PI * (2 * step - 1)) / (2 * steps))
  return 1 / ((most + least) / 2 + ((most - least) / 2) * node)
}

/** Adds a correction to a map, and clears it. */
export function addRelaxed(values: MapValues, correction: MapValues, factor: number): void {
  for (let pixel = 0; pixel < values.length; pixel++) values[pixel] += factor * correction[pixel]
  correction.fill(0)
}
