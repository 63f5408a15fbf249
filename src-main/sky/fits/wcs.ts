import type { FitsHeader } from './header.ts'

/** The linear and celestial part of an image's world coordinates (FITS 4.0, Sec. 8), as its cards say. */
export interface Wcs {
  ctype: [string, string]
  crval: [number, number]
  crpix: [number, number]
  /** degrees a pixel; rows and columns of the matrix CDELT x PC, or CD */
  cd: [[number, number], [number, number]]
  unit: [string, string]
}

/** The coordinates of the first two axes, or null if the header does not name them. */
export function readWcs(header: FitsHeader): Wcs | null {
  const first = header.text('CTYPE1')
  const second = header.text('CTYPE2')
  if (first === undefined || second === undefined) return null
  const number = (keyword: string, fallback: number) => header.number(keyword) ?? fallback
  const hasCd = ['CD1_1', 'CD1_2', 'CD2_1', 'CD2_2'].some((keyword) => header.number(keyword) !== undefined)
  const element = (i: 1 | 2, j: 1 | 2) => {
    const value = hasCd ? number(`CD${i}_${j}`, 0) : number(`CDELT${i}`, 1) * number(`PC${i}_${j}`, i === j ? 1 : 0)
    // Without this, a negative step times 0 would be -0.
    return value + 0
  }
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
