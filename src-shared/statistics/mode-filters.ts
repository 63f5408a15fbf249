import { fourierModes, type Band, type FlatPatch } from './bands.ts'
import { transformPlane, type ComplexArray } from './fourier-transform.ts'
import type { ModeWindow } from './mode-window.ts'

/** The modes of a transform [rows, columns] that lie in one band, and the weight of each. */
export interface ModeFilter {
  /** Index of each mode in the transform. */
  places: Int32Array
  weights: Float64Array
  /** Largest |frequency| along columns and along rows, in cycles per patch. */
  reach: { x: number; y: number }
}

/** Neighbouring bands merged evenly, so that at most `most` are left. */
export function mergedBands(bands: readonly Band[], most: number): Band[] {
  const each = Math.ceil(bands.length / most)
  const groups = Array.from({ length: Math.ceil(bands.length / each) || 0 }, (_, i) =>
    bands.slice(i * each, (i + 1) * each),
  )
  return groups.map((group) => ({ from: group[0].from, to: group.at(-1)!.to }))
}

/**
 * A filter for each band; the mean (k = 0) and the Nyquist frequencies, which have no opposite mode, are in none.
 * @param window divided out of the modes
 */
export function modeFilters(patch: FlatPatch, bands: readonly Band[], window: ModeWindow = () => 1): ModeFilter[] {
  const { rows, columns } = patch
  const { kx, ky } = fourierModes(patch, [])
  const frequency = (index: number, length: number) => Math.min(index, length - index)
  const own = (at: number) => ({
    x: frequency(at % columns, columns),
    y: frequency(Math.floor(at / columns), rows),
  })
  return bands.map(({ from, to }) => {
    const places: number[] = []
    const reach = { x: 0, y: 0 }
    for (let at = 1; at < rows * columns; at++) {
      const k = Math.hypot(kx[at], ky[at])
      const { x, y } = own(at)
      if (!(k >= from && k < to) || 2 * x === columns || 2 * y === rows) continue
      places.push(at)
      reach.x = Math.max(reach.x, x)
      reach.y = Math.max(reach.y, y)
    }
    return {
      places: Int32Array.from(places),
      weights: Float64Array.from(places, (at) => 1 / window(kx[at], ky[at])),
      reach,
    }
  })
}

/**
 * The parts of a real map within bands, in the map's unit. Two at a time share a transform, as real and imaginary part.
 * @param transform of the map, [rows, columns], as `transformPlane` leaves it
 * @param finer whether on a grid with twice the rows and columns, where products of three maps do not alias
 * @returns [rows, columns] each, or [2 rows, 2 columns]
 */
export function bandMaps(
  transform: ComplexArray,
  { rows, columns }: Pick<FlatPatch, 'rows' | 'columns'>,
  filters: readonly ModeFilter[],
  finer = false,
): Float64Array[] {
  const times = finer ? 2 : 1
  const [height, width] = [times * rows, times * columns]
  const placed = (at: number) => {
    const [row, column] = [Math.floor(at / columns), at % columns]
    const y = 2 * row < rows ? row : row + height - rows
    return y * width + (2 * column < columns ? column : column + width - columns)
  }
  const maps: Float64Array[] = []
  for (let first = 0; first < filters.length; first += 2) {
    const plane = new Float64Array(2 * height * width)
    filters.slice(first, first + 2).forEach(({ places, weights }, second) => {
      places.forEach((at, i) => {
        const to = 2 * (finer ? placed(at) : at)
        const [re, im] = [weights[i] * transform[2 * at], weights[i] * transform[2 * at + 1]]
        // The second one times i.
        plane[to] += second === 0 ? re : -im
        plane[to + 1] += second === 0 ? im : re
      })
    })
    transformPlane(plane, height, width, 'inverse')
    const scale = times ** 2
    maps.push(Float64Array.from({ length: height * width }, (_, i) => scale * plane[2 * i]))
    if (first + 1 < filters.length)
      maps.push(Float64Array.from({ length: height * width }, (_, i) => scale * plane[2 * i + 1]))
  }
  return maps
}
