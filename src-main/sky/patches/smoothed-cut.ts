import { pixelWidth, type PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import type { TangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { smoothingMargin, smoothPlane } from '../../../src-shared/sky/smooth-plane.ts'

/** Cuts the channels of a patch, each [size, size] of its geometry; the arrays are those of the last call. */
export type PartsCut = (plane: TangentPlane) => readonly Float64Array[]

/**
 * A patch with the margin that smoothing reads, in pixels of the same width.
 * @param smoothing full width at half maximum of the Gaussian, degrees; 0 for none
 */
export function smoothedGeometry(geometry: PatchGeometry, smoothing: number): PatchGeometry {
  if (smoothing === 0) return geometry
  const size = geometry.size + 2 * smoothingMargin(smoothing / pixelWidth(geometry))
  return { size, width: pixelWidth(geometry) * (size - 1) }
}

/** Its side in degrees. */
export const smoothedWidth = (geometry: PatchGeometry, smoothing: number): number =>
  smoothedGeometry(geometry, smoothing).width

/**
 * Smooths patches in their plane.
 * @param cut of the patches with their margin, NaN where a pixel is missing
 */
export function smoothedCut(cut: PartsCut, geometry: PatchGeometry, smoothing: number): PartsCut {
  if (smoothing === 0) return cut
  const fwhm = smoothing / pixelWidth(geometry)
  return (plane) => cut(plane).map((part) => smoothPlane(part, geometry.size, fwhm))
}
