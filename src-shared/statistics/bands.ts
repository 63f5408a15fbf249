/** A flat patch of sky: pixels, and side lengths in radians. */
export interface FlatPatch {
  rows: number
  columns: number
  /** Length along columns (x) and along rows (y), pixels times their width. */
  lx: number
  ly: number
}

/** Stokes parameters of a patch, [rows, columns] each. */
export interface Polarisation {
  q: ArrayLike<number>
  u: ArrayLike<number>
}

/** A band of multipoles, l0 <= |k| < l1. */
export interface Band {
  from: number
  to: number
}

/**
 * Bands of equal width from `from` up to the largest |k| whose whole ring lies in the patch's Fourier plane (Nyquist).
 */
export function evenBands({ rows, columns, lx, ly }: FlatPatch, width: number, from = 0): Band[] {
  const nyquist = Math.min((Math.PI * columns) / lx, (Math.PI * rows) / ly)
  const bands: Band[] = []
  for (let l = from; l + width <= nyquist; l += width) bands.push({ from: l, to: l + width })
  return bands
}

/** The modes of a patch's discrete Fourier transform, in its order, and the bands that contain them. */
export interface FourierModes {
  /** Wave vector of every mode, in multipoles (radians^-1); the Nyquist frequency counts as positive. */
  kx: Float64Array
  ky: Float64Array
  /** Bands with at least one mode, and the number of modes in each. */
  bands: Band[]
  counts: number[]
  /** Index of each mode's band; -1 if it is in none. */
  bandOf: Int32Array
}

export function fourierModes({ rows, columns, lx, ly }: FlatPatch, wanted: readonly Band[]): FourierModes {
  const frequency = (index: number, length: number) => (2 * index <= length ? index : index - length)
  const size = rows * columns
  const kx = Float64Array.from({ length: size }, (_, i) => (2 * Math.PI * frequency(i % columns, columns)) / lx)
  const ky = Float64Array.from(
    { length: size },
    (_, i) => (2 * Math.PI * frequency(Math.floor(i / columns), rows)) / ly,
  )
  const wantedOf = Int32Array.from(kx, (_, i) => {
    const k = Math.hypot(kx[i], ky[i])
    return wanted.findIndex(({ from, to }) => k >= from && k < to)
  })
  const held = new Array<number>(wanted.length).fill(0)
  for (const band of wantedOf) if (band >= 0) held[band]++
  const kept = wanted.map((_, band) => band).filter((band) => held[band] > 0)
  return {
    kx,
    ky,
    bands: kept.map((band) => wanted[band]),
    counts: kept.map((band) => held[band]),
    bandOf: wantedOf.map((band) => kept.indexOf(band)),
  }
}

/** Coupled band powers 4 pi^2 / (lx ly) <Re(a b*)>_b of two transforms, as complex planes. */
export function coupledPowers(
  { lx, ly }: FlatPatch,
  { counts, bandOf }: FourierModes,
  a: Float64Array,
  b: Float64Array,
) {
  const powers = new Float64Array(counts.length)
  for (let i = 0; i < bandOf.length; i++) {
    if (bandOf[i] >= 0) powers[bandOf[i]] += a[2 * i] * b[2 * i] + a[2 * i + 1] * b[2 * i + 1]
  }
  return powers.map((power, band) => ((2 * Math.PI) ** 2 / (lx * ly) / counts[band]) * power)
}
