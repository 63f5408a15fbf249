import { DEGREE, type Position } from '../position.ts'
import type { CelestialWcs } from './wcs/celestial-wcs.ts'
import type { WcsCard } from './wcs-of-patch.ts'

/** Projections of a view of the sky, as FITS spells them. */
export const viewProjections = ['MOL', 'SIN', 'TAN', 'STG'] as const
export type ViewProjection = (typeof viewProjections)[number]

/** A view of the sky: its Galactic centre and the degrees of sky across its width; north is up. */
export interface SkyViewGeometry extends Position {
  projection: ViewProjection
  fov: number
  /** Pixels. */
  width: number
  height: number
}

/** Widest field of view of each projection, degrees; a wider one has space around the sky (TAN has none). */
export const widestView: Record<ViewProjection, number> = { MOL: 360, SIN: 180, TAN: 150, STG: 330 }

/**
 * Half the width of a view on the plane of its projection, degrees (Calabretta & Greisen 2002, Eqs. 54, 56, 59 and 86 on
 * the native equator).
 */
function halfWidth({ projection, fov }: SkyViewGeometry): number {
  const inside = Math.min(fov, widestView[projection])
  const half = (inside / 2) * DEGREE
  const onPlane = {
    MOL: (2 * Math.SQRT2 * half) / Math.PI,
    SIN: Math.sin(half),
    TAN: Math.tan(half),
    STG: 2 * Math.tan(half / 2),
  }[projection]
  return ((onPlane / DEGREE) * fov) / inside
}

/** The world coordinates of a view whose first row is in the south and whose first column in the east. */
export function wcsOfView(view: SkyViewGeometry): CelestialWcs {
  const step = (2 * halfWidth(view)) / view.width
  return {
    projection: view.projection,
    parameters: [],
    crpix: [(view.width + 1) / 2, (view.height + 1) / 2],
    cd: [
      [-step, 0],
      [0, step],
    ],
    crval: [view.lon, view.lat],
    fiducial: null,
    offset: false,
    lonPole: null,
    latPole: null,
    sip: null,
  }
}

/** The same as FITS cards. */
export function cardsOfView(view: SkyViewGeometry): WcsCard[] {
  const { projection, crpix, cd, crval } = wcsOfView(view)
  return [
    { keyword: 'WCSAXES', value: 2, comment: 'number of axes' },
    { keyword: 'CTYPE1', value: `GLON-${projection}`, comment: 'Galactic longitude' },
    { keyword: 'CTYPE2', value: `GLAT-${projection}`, comment: 'Galactic latitude' },
    { keyword: 'CUNIT1', value: 'deg', comment: 'unit of axis 1' },
    { keyword: 'CUNIT2', value: 'deg', comment: 'unit of axis 2' },
    { keyword: 'CRPIX1', value: crpix[0], comment: 'column of the centre' },
    { keyword: 'CRPIX2', value: crpix[1], comment: 'row of the centre' },
    { keyword: 'CRVAL1', value: crval[0], comment: '[deg] longitude of the centre' },
    { keyword: 'CRVAL2', value: crval[1], comment: '[deg] latitude of the centre' },
    { keyword: 'CDELT1', value: cd[0][0], comment: '[deg] one column at the centre' },
    { keyword: 'CDELT2', value: cd[1][1], comment: '[deg] one row at the centre' },
  ]
}
