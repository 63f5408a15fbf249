import { FitsError } from './fits-error.ts'
import type { Wcs } from './wcs.ts'

/** Degrees in the units of angle that FITS knows (FITS 4.0, Table 3 and 5). */
export const degreesIn: Record<string, number | undefined> = {
  deg: 1,
  degree: 1,
  degrees: 1,
  arcmin: 1 / 60,
  arcsec: 1 / 3600,
  mas: 1 / 3.6e6,
  rad: 180 / Math.PI,
}

/** Steps of the axes may differ by this fraction, as cards are rounded. */
const tolerance = 1e-4

/**
 * Degrees between the centres of neighbouring pixels, from an image's header; null if not given. The field width, as in
 * `--width`, is this times the number of columns minus one.
 * @param hdu number of the HDU, for the refusal
 * @throws FitsError for pixels that are not square, or axes that are not perpendicular: the flat-sky analysis needs a
 * square grid
 */
export function squarePixelWidth(file: string, hdu: number, wcs: Wcs | null): number | null {
  const units = wcs?.unit.map((unit) => degreesIn[unit.toLowerCase()])
  if (!wcs || !units?.every((unit) => unit !== undefined) || !wcs.ctype.every(isCelestial)) return null
  const [[a, b], [c, d]] = wcs.cd.map((row, i) => row.map((value) => value * units[i]))
  const [columns, rows] = [Math.hypot(a, c), Math.hypot(b, d)]
  if (!(columns > 0 && rows > 0)) return null
  const degrees = (value: number) => `${Number(value.toPrecision(6))}`
  if (Math.abs(columns - rows) > tolerance * Math.max(columns, rows)) {
    throw new FitsError(
      file,
      `HDU ${hdu}, cards CDELT1 and CDELT2 (or CD)`,
      `the pixels are not square (${degrees(columns)} x ${degrees(rows)} degrees); resample the image to square pixels first, for instance with reproject`,
    )
  }
  if (Math.abs(a * b + c * d) > tolerance * columns * rows) {
    throw new FitsError(
      file,
      `HDU ${hdu}, cards CD (or PC)`,
      'the axes of the image are not at right angles on the sky; resample the image to square pixels first, for instance with reproject',
    )
  }
  return (columns + rows) / 2
}

const isCelestial = (ctype: string) => /^(RA-|DEC-|[A-Z]LON|[A-Z]LAT|RA$|DEC$)/.test(ctype.toUpperCase())
