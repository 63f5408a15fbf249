import type { HealpixMap } from './map.ts'
import { interpolationWeights } from './interpolation-weights.ts'
import { ring2nest } from './ring2nest.ts'

/**
 * Bilinear values of a map at positions in the map's own frame.
 * @param lon degrees, any turn
 * @param lat degrees, same length
 * @returns float64, same length; NaN where one of the four pixels is missing
 */
export function interpolate(
  map: Pick<HealpixMap, 'nside' | 'ordering' | 'values'>,
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
): Float64Array {
  const values = new Float64Array(lon.length)
  for (let i = 0; i < lon.length; i++) {
    const { pixels, weights } = interpolationWeights(map.nside, lon[i], lat[i])
    let sum = 0
    for (let k = 0; k < 4; k++) {
      const pixel = map.ordering === 'RING' ? pixels[k] : ring2nest(map.nside, pixels[k])
      sum += weights[k] * map.values[pixel]
    }
    values[i] = sum
  }
  return values
}
