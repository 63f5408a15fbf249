import { toVector } from '../frames.ts'
import { DEGREE, separation, type Place } from '../position.ts'
import { gnomonic, tangentPlane } from '../projection/gnomonic.ts'
import { patchPixels, pixelWidth, type PatchGeometry } from '../projection/patch-pixels.ts'
import type { Source } from './source.ts'

/**
 * The mask of a patch that hides the discs around sources: pixels whose centres are no further from a source than its
 * radius, and the pixel that holds a source, however small it is.
 * @returns uint8 [size, size], 1 = observed, 0 = hole
 */
export function maskSources(sources: readonly Source[], { size, width, ...place }: Place & PatchGeometry): Uint8Array {
  const mask = new Uint8Array(size * size).fill(1)
  const plane = tangentPlane(place.lon, place.lat, 'G', place.rotation)
  const step = pixelWidth({ size, width })
  const middle = (size - 1) / 2
  // From the centre to a corner of the patch, on the sky.
  const reach = Math.atan(Math.SQRT2 * (width / 2 + step) * DEGREE) / DEGREE
  const near = sources.filter((source) => separation(source, place) <= reach + source.radius)
  if (near.length === 0) return mask
  const { lon, lat } = patchPixels(plane, { size, width })
  const pixels = new Float64Array(3 * size * size)
  for (let i = 0; i < mask.length; i++) pixels.set(toVector(lon[i], lat[i]), 3 * i)
  for (const source of near) {
    const [x, y, z] = toVector(source.lon, source.lat)
    // The square of a chord keeps its digits where the cosine of a small angle loses them.
    const chord = 4 * Math.sin((source.radius * DEGREE) / 2) ** 2
    for (let i = 0; i < mask.length; i++) {
      const [dx, dy, dz] = [pixels[3 * i] - x, pixels[3 * i + 1] - y, pixels[3 * i + 2] - z]
      if (dx * dx + dy * dy + dz * dz <= chord) mask[i] = 0
    }
    const at = gnomonic(plane, source.lon, source.lat)
    if (!at) continue
    const [column, row] = [Math.round(middle - at[0] / step), Math.round(middle + at[1] / step)]
    if (row >= 0 && row < size && column >= 0 && column < size) mask[row * size + column] = 0
  }
  return mask
}
