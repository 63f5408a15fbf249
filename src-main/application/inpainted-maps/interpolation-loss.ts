import { normal, type RandomState } from '../../../src-shared/random/index.ts'
import { pixelsInPatch } from '../../../src-shared/sky/assemble/pixels-in-patch.ts'
import type { PatchSampling } from '../../../src-shared/sky/assemble/sample-patch.ts'
import { isSparse } from '../../../src-shared/sky/field.ts'
import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { pixelList, placeIn } from '../../../src-shared/sky/healpix/pixel-list.ts'
import { putValues } from './fields-around.ts'
import type { ChannelPatch } from './hole-patch.ts'
import { firstSample, takenBack, type PatchPixels } from './patch-pixels-of-holes.ts'

/** Patch pixels from what is not seen, within which the corrections of a value are not complete. */
const margin = 3

/**
 * What a map loses where a channel of it is cut to a patch and taken back: the root mean square difference of the
 * pixels that are seen, weighted as the patch, in the standardised units of the patch. What is lost differs from patch to
 * patch: it is the structure of single pixels, and of little dust that is noise.
 * @param patch whose field is the same again when the call returns
 */
export function interpolationLoss(patch: ChannelPatch, sampling: PatchSampling): number {
  const { geometry, nside } = sampling
  const { field } = patch
  const placeOf = (pixel: number) => (isSparse(field) ? placeIn(field.list, pixel) : pixel)
  const isWhole = wholeWithin(patch.mask, geometry.size)
  const [numbers, counted]: [number[], Set<number>] = [[], new Set()]
  pixelsInPatch(sampling, patch.plane, (pixel, column, row) => {
    const place = placeOf(pixel)
    if (place < 0 || !Number.isFinite(patch.standardised(field.values[place]))) return
    numbers.push(pixel)
    if (isWhole(Math.round(row), Math.round(column))) counted.add(pixel)
  })
  const seen = numbers.map((pixel) => field.values[placeOf(pixel)])
  const truth = new Map(numbers.map((pixel, i) => [pixel, seen[i]]))
  putValues(field, numbers, () => NaN)
  const nothing = new Float32Array(geometry.size ** 2).fill(NaN)
  const back = takenBack(field, pixelList(npixOf(nside), numbers), sampling)(patch, { fill: nothing })
  putValues(field, numbers, (i) => seen[i])
  const count = back.values.length / back.rows
  let [squares, weights] = [0, 0]
  for (let i = 0; i < count; i++) {
    const [pixel, weight, value] = [0, 1, 2].map((row) => back.values[row * count + i])
    const error = patch.standardised(value) - patch.standardised(truth.get(pixel)!)
    if (!counted.has(pixel) || !Number.isFinite(error)) continue
    squares += weight * error ** 2
    weights += weight
  }
  return weights > 0 ? Math.sqrt(squares / weights) : 0
}

/** Whether a patch is seen all around a pixel. */
function wholeWithin(mask: Uint8Array, size: number) {
  return (row: number, column: number): boolean => {
    for (let r = Math.max(0, row - margin); r <= Math.min(size - 1, row + margin); r++)
      for (let c = Math.max(0, column - margin); c <= Math.min(size - 1, column + margin); c++)
        if (mask[r * size + c] === 0) return false
    return true
  }
}

/**
 * Adds what interpolation loses to what a patch says of the pixels in holes: to the variances, and to each sample as
 * independent noise of every pixel.
 * @param loss standardised, as measured
 * @param random of the hole
 */
export function addLoss(
  { values, rows }: PatchPixels,
  loss: number,
  patch: Pick<ChannelPatch, 'unitAt'>,
  random: RandomState,
): void {
  const count = values.length / rows
  for (let i = 0; i < count; i++) {
    values[3 * count + i] = Math.hypot(values[3 * count + i], loss * patch.unitAt(values[2 * count + i]))
    for (let row = firstSample; row < rows; row++)
      values[row * count + i] += loss * patch.unitAt(values[row * count + i]) * normal(random)
  }
}
