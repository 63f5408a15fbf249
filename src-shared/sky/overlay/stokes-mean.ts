import { DEGREE } from '../position.ts'
import type { PolarisationConvention } from '../polarisation.ts'

/** A position in the frame of a map, degrees. */
type Pair = readonly [lon: number, lat: number]
type ValueAt = (lon: number, lat: number) => number

/**
 * Means of I (if it is given first), Q and U of a map at positions close to a centre, turned to the axes there: near a
 * pole the meridians of neighbours point in different directions. Over a small distance the turn is that of the
 * longitude times the sine of the latitude (parallel transport).
 * @param around positions whose values count; null beyond the sky
 * @returns NaN if more than half of them have no data
 */
export function stokesMean(
  parts: readonly ValueAt[],
  centre: Pair,
  around: readonly (Pair | null)[],
  convention: PolarisationConvention,
): number[] {
  const [atQ, atU] = parts.slice(-2)
  const atI = parts.length > 2 ? parts[0] : null
  const sense = (convention === 'IAU' ? 2 : -2) * DEGREE * Math.sin(centre[1] * DEGREE)
  let [i, q, u, count] = [0, 0, 0, 0]
  for (const position of around) {
    if (!position) continue
    const [ownQ, ownU, ownI] = [atQ(...position), atU(...position), atI ? atI(...position) : 0]
    if (Number.isNaN(ownQ + ownU + ownI)) continue
    const away = ((((centre[0] - position[0]) % 360) + 540) % 360) - 180
    const [cos, sin] = [Math.cos(sense * away), Math.sin(sense * away)]
    i += ownI
    q += ownQ * cos - ownU * sin
    u += ownQ * sin + ownU * cos
    count++
  }
  const share = 2 * count >= around.length && count > 0 ? 1 / count : NaN
  return atI ? [i * share, q * share, u * share] : [q * share, u * share]
}
