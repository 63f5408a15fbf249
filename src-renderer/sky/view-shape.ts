import type { SkyViewGeometry, ViewProjection } from '../../src-shared/sky/projection/wcs-of-view.ts'
import type { SkyPlace, SkyProjection } from './sky-screen.ts'

/** Field of view in degrees below which a local projection is used. */
const localFov = 90

/** Widest field of view of aladin-lite's projections, degrees; a zoom factor above 1 shows space around the sky. */
export const widestFov: Record<ViewProjection, number> = { MOL: 360, STG: 360, SIN: 180, TAN: 150 }
const codes = { mollweide: 'MOL', orthographic: 'SIN', gnomonic: 'TAN' } as const

/**
 * aladin-lite's name of a projection. Mollweide shows the whole sky but stretches shapes, by pi^2 / 8 = 1.23 even at its
 * centre. Stereographic preserves small shapes everywhere in the view.
 */
export const codeOf = (projection: SkyProjection, fov: number): ViewProjection =>
  projection === 'automatic' ? (fov < localFov ? 'STG' : 'MOL') : codes[projection]

/**
 * Field of view that shows as much sky as the projection has. The ellipse is twice as wide as high, the disc as wide as
 * high: a flatter view must zoom out to fit all of it.
 */
export function wholeFov(projection: SkyProjection, { width, height }: { width: number; height: number }): number {
  const shape = width / height
  const flatter = { automatic: shape / 2, mollweide: shape / 2, orthographic: shape, gnomonic: 1 }[projection]
  return widestFov[codeOf(projection, 360)] * Math.max(1, flatter)
}

/** The view that a screen opens with. @param place null for the whole sky, centred on the Galactic centre */
export function openingView(
  place: SkyPlace | null,
  projection: SkyProjection,
  size: { width: number; height: number },
): SkyViewGeometry {
  const { lon, lat, fov } = place ?? { lon: 0, lat: 0, fov: wholeFov(projection, size) }
  return { projection: codeOf(projection, fov), lon, lat, fov, ...size }
}
