import type { MapValues } from '../healpix/map.ts'
import type { TangentPlane } from '../projection/gnomonic.ts'
import { pixelsInPatch, type PixelSearch } from './pixels-in-patch.ts'

/** A map's pixels, as `samplePatch` needs them, and the patches' geometry. */
export interface PatchSampling extends PixelSearch {
  /** `sideWeights(geometry.size)` */
  side: Float64Array
}

/** A weight this small is a pixel on the border, give or take rounding. */
const leastWeight = 1e-30

/**
 * Visits the RING pixels of a map whose centres lie inside a patch, with the patch's bilinear value and its weight there.
 * Where one of the four pixels around the centre is missing (NaN), there is no value.
 * @param patch [row, column], row 0 south, column 0 east
 * @param plane in the frame of the map
 */
export function samplePatch(
  sampling: PatchSampling,
  patch: MapValues,
  plane: TangentPlane,
  visit: (pixel: number, value: number, weight: number) => void,
): void {
  const { geometry, side } = sampling
  const { size } = geometry
  const last = size - 1
  pixelsInPatch(sampling, plane, (pixel, column, row) => {
    const i = column < last ? column | 0 : last - 1
    const j = row < last ? row | 0 : last - 1
    const right = column - i
    const up = row - j
    const weight = (side[i] + right * (side[i + 1] - side[i])) * (side[j] + up * (side[j + 1] - side[j]))
    if (!(weight > leastWeight)) return
    const corner = j * size + i
    const below = patch[corner] + right * (patch[corner + 1] - patch[corner])
    const above = patch[corner + size] + right * (patch[corner + size + 1] - patch[corner + size])
    const value = below + up * (above - below)
    if (value !== value) return // NaN
    visit(pixel, value, weight)
  })
}
