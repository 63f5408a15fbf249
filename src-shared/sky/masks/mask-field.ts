import { convert } from '../frames.ts'
import { fieldSampler, type SkyField } from '../field.ts'
import type { Place } from '../position.ts'
import { tangentPlane } from '../projection/gnomonic.ts'
import { patchPixels, type PatchGeometry } from '../projection/patch-pixels.ts'

/**
 * The mask of a patch from a map of the sky, by the pixel of the map that contains the centre of each of the patch's.
 * @param threshold pixels above it are observed; missing ones are not
 * @returns uint8 [size, size], 1 = observed, 0 = hole
 */
export function maskOfField(field: SkyField, threshold: number, { size, width, ...place }: Place & PatchGeometry) {
  const { nearest } = fieldSampler(field)
  const { lon, lat } = patchPixels(tangentPlane(place.lon, place.lat, 'G', place.rotation), { size, width })
  return Uint8Array.from(lon, (l, i) => (nearest(...convert('G', field.frame, l, lat[i])) > threshold ? 1 : 0))
}
