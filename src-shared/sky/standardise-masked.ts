import type { Channel } from './channels.ts'
import type { Refusal, Scaling, Standard } from './scale.ts'
import { standardiseChannels } from './standardise-channels.ts'

/**
 * Scales and standardises a patch by its good pixels; the others become 0, the mean, whatever they held.
 * @param values map units, [pixels, channels]
 * @param mask [pixels], 1 = good, 0 = not
 * @param out standardised values, as many as `values`
 */
export function standardiseMasked(
  values: Float64Array,
  mask: Uint8Array,
  channels: readonly Channel[],
  scaling: Scaling,
  out: Float32Array,
): Standard[] | Refusal {
  const width = channels.length
  const good = mask.reduce((sum, one) => sum + one, 0)
  if (good === 0) return 'missing pixels'
  const some = new Float64Array(good * width)
  const standardised = new Float32Array(good * width)
  const eachGood = (visit: (pixel: number, place: number) => void) => {
    let place = 0
    mask.forEach((one, pixel) => one && visit(pixel, place++))
  }
  eachGood((pixel, place) => some.set(values.subarray(pixel * width, (pixel + 1) * width), place * width))
  const standards = standardiseChannels(some, channels, scaling, standardised)
  if (typeof standards === 'string') return standards
  out.fill(0)
  eachGood((pixel, place) => out.set(standardised.subarray(place * width, (place + 1) * width), pixel * width))
  return standards
}
