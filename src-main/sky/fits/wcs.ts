import type { FitsHeader } from './header.ts'

/** The linear and celestial part of an image's world coordinates (FITS 4.0, Sec. 8). */
export interface Wcs {
  ctype: [string, string]
  crval: [number, number]
  crpix: [number, number]
  /** in `unit` per pixel; the matrix CD, or CDELT x PC, or CDELT x the rotation by CROTA */
  cd: [[number, number], [number, number]]
  unit: [string, string]
}

type Axis = 1 | 2

/** The coordinates of the first two axes; null if not in the header. */
export function readWcs(header: FitsHeader): Wcs | null {
  const first = header.text('CTYPE1')
  const second = header.text('CTYPE2')
  if (first === undefined || second === undefined) return null
  const number = (keyword: string, fallback: number) => header.number(keyword) ?? fallback
  const element = matrixElement(header, isLatitude(first) && !isLatitude(second) ? 1 : 2)
  return {
    ctype: [first, second],
    crval: [number('CRVAL1', 0), number('CRVAL2', 0)],
    crpix: [number('CRPIX1', 0), number('CRPIX2', 0)],
    cd: [
      [element(1, 1), element(1, 2)],
      [element(2, 1), element(2, 2)],
    ],
    unit: [header.text('CUNIT1') ?? 'deg', header.text('CUNIT2') ?? 'deg'],
  }
}

const isLatitude = (ctype: string) => /^(.LAT|DEC)/.test(ctype)

/**
 * Elements of the CD matrix. CROTA counts only without CD and PC, and only on the latitude axis (Calabretta & Greisen
 * 2002, Eq. 187 to 189), as in wcslib.
 */
function matrixElement(header: FitsHeader, latitude: Axis): (i: Axis, j: Axis) => number {
  const given = (matrix: string) =>
    [1, 2].some((i) => [1, 2].some((j) => header.number(`${matrix}${i}_${j}`) !== undefined))
  const step = (i: Axis) => header.number(`CDELT${i}`) ?? 1
  // Adding 0 turns -0 (a negative step times 0) into 0.
  if (given('CD')) return (i, j) => (header.number(`CD${i}_${j}`) ?? 0) + 0
  const rotation = ((header.number(`CROTA${latitude}`) ?? 0) * Math.PI) / 180
  if (given('PC') || rotation === 0) {
    return (i, j) => step(i) * (header.number(`PC${i}_${j}`) ?? (i === j ? 1 : 0)) + 0
  }
  return (i, j) => {
    if (i === j) return step(i) * Math.cos(rotation)
    return step(j) * Math.sin(rotation) * (i === latitude ? 1 : -1)
  }
}
