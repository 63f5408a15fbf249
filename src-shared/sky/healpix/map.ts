/** Order of the pixels of a HEALPix map (Gorski et al. 2005, Sec. 4). */
export type Ordering = 'RING' | 'NESTED'

/** Sky frame as in FITS COORDSYS: Galactic, equatorial (J2000), ecliptic (J2000). */
export type Frame = 'G' | 'C' | 'E'

/** Values of a map; in double precision if single precision would lose digits. */
export type MapValues = Float32Array | Float64Array

/** One full-sky column: 12 nside^2 values, NaN where a pixel is missing. */
export type HealpixMap = {
  nside: number
  ordering: Ordering
  frame: Frame
  values: MapValues
  /** Of a `SparseMap` only, which has values for a list of pixels. */
  list?: undefined
}

/** Largest nside whose pixel numbers fit 32-bit integer arithmetic. */
export const MAX_NSIDE = 8192

/** Number of pixels of a map. */
export const npixOf = (nside: number): number => 12 * nside * nside

/** The nside of a full-sky map with this many pixels; null if there is none. */
export function nsideOf(npix: number): number | null {
  const nside = Math.round(Math.sqrt(npix / 12))
  return nside >= 1 && npixOf(nside) === npix ? nside : null
}

/** log2 of an nside that is a power of two; -1 otherwise (such maps exist in RING order only). */
export function orderOf(nside: number): number {
  const order = Math.round(Math.log2(nside))
  return 2 ** order === nside ? order : -1
}

/** The value at a pixel; NaN where it is missing. */
export type PixelValue = (pixel: number) => number
