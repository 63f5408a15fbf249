import type { Channel } from '../channels.ts'
import { DEGREE, type Place } from '../position.ts'
import { pixelWidth } from './patch-pixels.ts'
import type { PatchGeometry } from './patch-pixels.ts'

/** One FITS header card as data. */
export type WcsCard = { keyword: string; value: number | string; comment: string }

/**
 * Linear axes in degrees for a patch whose position on the sky is not known: no celestial coordinates, only the size of
 * its pixels. CTYPE of another form than 4-3 is linear (Greisen & Calabretta 2002, Sec. 2.1).
 */
export function offsetsOfPatch(geometry: PatchGeometry): WcsCard[] {
  const middle = (geometry.size + 1) / 2
  const step = pixelWidth(geometry)
  return [
    { keyword: 'WCSAXES', value: 2, comment: 'number of axes' },
    { keyword: 'CTYPE1', value: 'XOFFSET', comment: 'linear; the position on the sky is not known' },
    { keyword: 'CTYPE2', value: 'YOFFSET', comment: 'linear; the position on the sky is not known' },
    { keyword: 'CUNIT1', value: 'deg', comment: 'unit of axis 1' },
    { keyword: 'CUNIT2', value: 'deg', comment: 'unit of axis 2' },
    { keyword: 'CRPIX1', value: middle, comment: 'column of the centre' },
    { keyword: 'CRPIX2', value: middle, comment: 'row of the centre' },
    { keyword: 'CRVAL1', value: 0, comment: '[deg] at the centre' },
    { keyword: 'CRVAL2', value: 0, comment: '[deg] at the centre' },
    { keyword: 'CDELT1', value: step, comment: '[deg] one column' },
    { keyword: 'CDELT2', value: step, comment: '[deg] one row' },
  ]
}

/**
 * The world coordinates of a patch as FITS cards (Greisen & Calabretta 2002): Galactic, gnomonic, exact for this grid.
 * The first axis of the FITS image is the column (east to west), the second the row (south to north); the matrix PC turns
 * them for a rotated patch.
 */
export function wcsOfPatch({ lon, lat, rotation }: Place, geometry: PatchGeometry): WcsCard[] {
  const middle = (geometry.size + 1) / 2
  const step = pixelWidth(geometry)
  return [
    { keyword: 'WCSAXES', value: 2, comment: 'number of axes' },
    { keyword: 'CTYPE1', value: 'GLON-TAN', comment: 'Galactic longitude, gnomonic' },
    { keyword: 'CTYPE2', value: 'GLAT-TAN', comment: 'Galactic latitude, gnomonic' },
    { keyword: 'CUNIT1', value: 'deg', comment: 'unit of axis 1' },
    { keyword: 'CUNIT2', value: 'deg', comment: 'unit of axis 2' },
    { keyword: 'CRPIX1', value: middle, comment: 'column of the centre' },
    { keyword: 'CRPIX2', value: middle, comment: 'row of the centre' },
    { keyword: 'CRVAL1', value: lon, comment: '[deg] longitude of the centre' },
    { keyword: 'CRVAL2', value: lat, comment: '[deg] latitude of the centre' },
    { keyword: 'CDELT1', value: -step, comment: '[deg] one column' },
    { keyword: 'CDELT2', value: step, comment: '[deg] one row' },
    ...(rotation ? turn(rotation) : []),
    { keyword: 'LONPOLE', value: 180, comment: '[deg] native longitude of the Galactic pole' },
    { keyword: 'LATPOLE', value: lat, comment: '[deg] native latitude of the Galactic pole' },
  ]
}

/** Pixels have equal sides, so that the matrix is a rotation. @param angle position angle of the rows' direction, degrees */
function turn(angle: number): WcsCard[] {
  const [cos, sin] = [Math.cos(angle * DEGREE), Math.sin(angle * DEGREE)]
  return [
    { keyword: 'PC1_1', value: cos, comment: `rotated by ${Number(angle.toFixed(4))} deg, north through east` },
    { keyword: 'PC1_2', value: -sin, comment: 'rotation' },
    { keyword: 'PC2_1', value: sin, comment: 'rotation' },
    { keyword: 'PC2_2', value: cos, comment: 'rotation' },
  ]
}

/** Number of a Stokes parameter on an axis STOKES (FITS 4.0, Table 29). */
const stokesNumbers: Record<Channel, number> = { I: 1, Q: 2, U: 3 }

/** The cards of a patch with a third axis for its Stokes parameters, if it has several. */
export function withStokesAxis(cards: readonly WcsCard[], channels: readonly Channel[] | undefined): WcsCard[] {
  if (channels === undefined) return [...cards]
  return [
    ...cards.map((card) => (card.keyword === 'WCSAXES' ? { ...card, value: 3 } : card)),
    { keyword: 'CTYPE3', value: 'STOKES', comment: channels.join(', ') },
    { keyword: 'CRPIX3', value: 1, comment: 'first plane' },
    { keyword: 'CRVAL3', value: stokesNumbers[channels[0]], comment: `Stokes ${channels[0]}` },
    { keyword: 'CDELT3', value: 1, comment: 'one plane' },
  ]
}
