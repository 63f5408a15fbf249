import { interpolationWeights } from './interpolation-weights.ts'
import { ring2nest } from './ring2nest.ts'
import { valueAtPixel, type AnyHealpixMap } from './sparse-map.ts'

type MapOnSphere = Pick<AnyHealpixMap, 'nside' | 'ordering' | 'values' | 'list'>

/**
 * Bilinear values of a map at positions in the map's own frame.
 * @param lon degrees, any turn
 * @param lat degrees, same length
 * @returns float64, same length; NaN where one of the four pixels is missing
 */
export function interpolate(map: MapOnSphere, lon: ArrayLike<number>, lat: ArrayLike<number>): Float64Array {
  const values = new Float64Array(lon.length)
  for (let i = 0; i < lon.length; i++) values[i] = interpolateAt(map, lon[i], lat[i])
  return values
}

/** The value of `interpolate` at one position. */
export function interpolateAt(map: MapOnSphere, lon: number, lat: number): number {
  const { nside, ordering } = map
  const { pixels, weights } = interpolationWeights(nside, lon, lat)
  let sum = 0
  for (let k = 0; k < 4; k++) {
    sum += weights[k] * valueAtPixel(map, ordering === 'RING' ? pixels[k] : ring2nest(nside, pixels[k]))
  }
  return sum
}
