import { SkyError } from '../sky-error.ts'
import { nestedInFace } from './faces.ts'
import { nsideOf, orderOf } from './map.ts'
import type { Ordering } from './map.ts'
import { face2ring } from './nest2ring.ts'

/**
 * Values in another pixel order; a new array (or `out`), also where the order stays the same.
 * @throws SkyError `nside` when the length is no 12 nside^2 with nside a power of two
 */
export function reorder(
  values: Float32Array,
  from: Ordering,
  to: Ordering,
  out: Float32Array = new Float32Array(values.length),
): Float32Array {
  if (from === to) {
    out.set(values)
    return out
  }
  const nside = nsideOf(values.length)
  if (nside === null || orderOf(nside) < 0)
    throw new SkyError(
      'nside',
      `${values.length} values are no map in NESTED order: 12 x nside^2, nside a power of two.`,
    )
  for (let face = 0; face < 12; face++)
    for (let y = 0; y < nside; y++)
      for (let x = 0; x < nside; x++) {
        const nested = nestedInFace(nside, face, x, y)
        const ring = face2ring(nside, face, x, y)
        if (to === 'RING') out[ring] = values[nested]
        else out[nested] = values[ring]
      }
  return out
}
