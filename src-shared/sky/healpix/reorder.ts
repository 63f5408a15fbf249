import { SkyError } from '../sky-error.ts'
import { nestedInFace } from './faces.ts'
import { nsideOf, orderOf } from './map.ts'
import type { MapValues, Ordering } from './map.ts'
import { face2ring } from './nest2ring.ts'

/**
 * Values in another pixel order, in a new array (or `out`) even if the order is the same.
 * @throws SkyError `nside` if the length is not 12 nside^2 with nside a power of two
 */
export function reorder<T extends MapValues>(
  values: T,
  from: Ordering,
  to: Ordering,
  out: MapValues = likeThese(values, values.length),
): T {
  if (from === to) {
    out.set(values)
    return out as T
  }
  const nside = nsideOf(values.length)
  if (nside === null || orderOf(nside) < 0)
    throw new SkyError(
      'nside',
      `${values.length} values are not a map in NESTED order, which has 12 x nside^2 with nside a power of two.`,
    )
  for (let face = 0; face < 12; face++)
    for (let y = 0; y < nside; y++)
      for (let x = 0; x < nside; x++) {
        const nested = nestedInFace(nside, face, x, y)
        const ring = face2ring(nside, face, x, y)
        if (to === 'RING') out[ring] = values[nested]
        else out[nested] = values[ring]
      }
  return out as T
}

/** A new array of the same precision. */
const likeThese = (values: MapValues, length: number): MapValues =>
  values instanceof Float64Array ? new Float64Array(length) : new Float32Array(length)
