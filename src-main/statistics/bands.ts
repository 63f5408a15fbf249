import { StatisticsError } from './error.ts'

/** Bands of multipoles, half-open: band i takes the modes with edges[i] <= |k| < edges[i + 1]. */
export type Bands = { edges: Float64Array }

/** An image as spectra see it: pixels along x (columns) and y (rows), and its sides in radians. */
export type FlatSky = { nx: number; ny: number; lx: number; ly: number }

/** Multipole of the finest mode along the shorter axis, pi n / l: no band beyond it is full. */
export const nyquist = ({ nx, ny, lx, ly }: FlatSky): number => Math.PI * Math.min(nx / lx, ny / ly)

/**
 * Bands of equal width up to the Nyquist multipole, from the first mode on: `first` = 2 pi / side, as the mean (l = 0) is
 * no fluctuation.
 */
export function equalBands(sky: FlatSky, width: number, first = (2 * Math.PI) / Math.max(sky.lx, sky.ly)): Bands {
  if (!(width > 0))
    throw new StatisticsError('bands', `Bands ${width} multipoles wide cannot be made; give a width above 0.`)
  const count = Math.floor((nyquist(sky) - first) / width)
  if (count < 1)
    throw new StatisticsError(
      'bands',
      `No band of ${width} multipoles fits below the Nyquist multipole ${nyquist(sky).toFixed(0)}.`,
    )
  return { edges: Float64Array.from({ length: count + 1 }, (_, i) => first + i * width) }
}

/** Middle of each band. */
export const bandCentres = ({ edges }: Bands): Float64Array =>
  Float64Array.from({ length: edges.length - 1 }, (_, i) => (edges[i] + edges[i + 1]) / 2)

/** Band of every Fourier mode of an image, -1 outside all bands; row-major in the order of the transform. */
export function bandOfModes({ nx, ny, lx, ly }: FlatSky, { edges }: Bands): Int32Array {
  const bands = new Int32Array(nx * ny).fill(-1)
  const frequency = (i: number, n: number) => (2 * i < n ? i : i - n)
  for (let y = 0; y < ny; y++) {
    const ky = (2 * Math.PI * frequency(y, ny)) / ly
    for (let x = 0; x < nx; x++) {
      const k = Math.hypot((2 * Math.PI * frequency(x, nx)) / lx, ky)
      bands[y * nx + x] = bandOf(edges, k)
    }
  }
  return bands
}

/** Index of the half-open band that holds k, by bisection; -1 for none. */
function bandOf(edges: Float64Array, k: number): number {
  if (!(k >= edges[0] && k < edges[edges.length - 1])) return -1
  let low = 0
  let high = edges.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (k >= edges[middle]) low = middle
    else high = middle
  }
  return low
}
