import { fourierModes, type Band, type FlatPatch } from './bands.ts'
import { transformPlane, type ComplexArray } from './fourier-transform.ts'
import type { ModeWindow } from './mode-window.ts'

/** The modes of a transform [rows, columns] that lie in one band, and the weight of each. */
export interface ModeFilter {
  /** Index of each mode in the transform, and in that of the finer grid. */
  places: Int32Array
  finePlaces: Int32Array
  weights: Float64Array
  /** Largest |frequency| along columns and along rows, in cycles per patch. */
  reach: { x: number; y: number }
}

/** Pixels along a side of the finer grid: modes of three bands below the Nyquist frequency add up without aliasing. */
export const finer = (length: number) => Math.ceil(1.5 * length)

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
    const finePlaces: number[] = []
    const reach = { x: 0, y: 0 }
    for (let at = 1; at < rows * columns; at++) {
      const k = Math.hypot(kx[at], ky[at])
      const { x, y } = own(at)
      if (!(k >= from && k < to) || 2 * x === columns || 2 * y === rows) continue
      places.push(at)
      const [row, column] = [Math.floor(at / columns), at % columns]
      const line = 2 * row < rows ? row : row + finer(rows) - rows
      finePlaces.push(line * finer(columns) + (2 * column < columns ? column : column + finer(columns) - columns))
      reach.x = Math.max(reach.x, x)
      reach.y = Math.max(reach.y, y)
    }
    return {
      places: Int32Array.from(places),
      finePlaces: Int32Array.from(finePlaces),
      weights: Float64Array.from(places, (at) => 1 / window(kx[at], ky[at])),
      reach,
    }
  })
}

/**
 * The parts of a real map within bands, in the map's unit. Two at a time share a transform, as real and imaginary part.
 * @param transform of the map, [rows, columns], as `transformPlane` leaves it
 * @param fine whether on the finer grid
 * @returns [rows, columns] each, or as many as `finer` says
 */
export function bandMaps(
  transform: ComplexArray,
  { rows, columns }: Pick<FlatPatch, 'rows' | 'columns'>,
  filters: readonly ModeFilter[],
  fine = false,
): Float64Array[] {
  const [height, width] = fine ? [finer(rows), finer(columns)] : [rows, columns]
  const scale = (height * width) / (rows * columns)
  const maps: Float64Array[] = []
  for (let first = 0; first < filters.length; first += 2) {
    const plane = new Float64Array(2 * height * width)
    addModes(plane, transform, filters[first], fine, false)
    if (first + 1 < filters.length) addModes(plane, transform, filters[first + 1], fine, true)
    transformPlane(plane, height, width, 'inverse')
    const two = filters.slice(first, first + 2).map(() => new Float64Array(height * width))
    two.forEach((map, part) => {
      for (let i = 0; i < map.length; i++) map[i] = scale * plane[2 * i + part]
    })
    maps.push(...two)
  }
  return maps
}

/** Adds a transform's modes in a band to a plane; times i, so that they become the imaginary part of its map. */
function addModes(plane: Float64Array, transform: ComplexArray, filter: ModeFilter, fine: boolean, imaginary: boolean) {
  const { places, weights } = filter
  const targets = fine ? filter.finePlaces : places
  for (let i = 0; i < places.length; i++) {
    const re = weights[i] * transform[2 * places[i]]
    const im = weights[i] * transform[2 * places[i] + 1]
    plane[2 * targets[i]] += imaginary ? -im : re
    plane[2 * targets[i] + 1] += imaginary ? re : im
  }
}
