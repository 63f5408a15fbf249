import type { Place, Position } from '../position.ts'
import { gnomonicInverse } from './gnomonic-inverse.ts'
import { tangentPlane, type TangentPlane } from './gnomonic.ts'

/** A square patch: pixels on a side, and degrees of the tangent plane between the centres of its first and last pixels. */
export type PatchGeometry = { size: number; width: number }

/** Degrees of the tangent plane from one pixel to the next; the grid includes both ends. */
export const pixelWidth = ({ size, width }: PatchGeometry): number => width / (size - 1)

/** Tangent-plane position [xi, eta] in degrees of a pixel: row 0 south, column 0 east. */
export const pixelOffset = (geometry: PatchGeometry, row: number, column: number): [xi: number, eta: number] => {
  const middle = (geometry.size - 1) / 2
  return [(middle - column) * pixelWidth(geometry), (row - middle) * pixelWidth(geometry)]
}

/** Galactic position of the centre of one pixel of a patch. @param patch its place and width, degrees */
export function pixelToSky(patch: Place & { width: number }, size: number, row: number, column: number): Position {
  const [xi, eta] = pixelOffset({ size, width: patch.width }, row, column)
  const [lon, lat] = gnomonicInverse(tangentPlane(patch.lon, patch.lat, 'G', patch.rotation), xi, eta)
  return { lon, lat }
}

/** Positions of all pixels of a patch, row-major, in degrees, in the frame of the plane's vectors. */
export function patchPixels(plane: TangentPlane, geometry: PatchGeometry): { lon: Float64Array; lat: Float64Array } {
  const count = geometry.size ** 2
  const lon = new Float64Array(count)
  const lat = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const [xi, eta] = pixelOffset(geometry, Math.floor(i / geometry.size), i % geometry.size)
    ;[lon[i], lat[i]] = gnomonicInverse(plane, xi, eta)
  }
  return { lon, lat }
}
