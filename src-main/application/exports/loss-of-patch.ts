import { scaled } from '../../../src-shared/sky/scale.ts'
import { patchFiller } from '../../sky/patches/cut-patch.ts'
import { fieldsAround, type ChannelFields } from '../inpainted-maps/fields-around.ts'
import { wayBack } from '../inpainted-maps/hole-patch.ts'
import { interpolationLoss } from '../inpainted-maps/interpolation-loss.ts'
import { fieldsOf } from '../inpainted-maps/load-fields.ts'
import type { ChannelOfInpainting } from '../inpaintings/channel-of-inpainting.ts'
import type { InpaintingRecord } from '../inpaintings/inpainting-folder.ts'
import { loadChannels } from '../maps/load-channels.ts'
import { firstColumn, type PatchGrid } from './grid-of-patch.ts'

/** Root mean square difference, standardised, to which a patch that is cut again is the same. */
const sameWithin = 1e-3

/**
 * What interpolation loses of the map that a patch was cut from, of each channel in standardised units: measured on what is
 * seen of the patch, as `interpolationLoss`; of a channel of which nothing is seen, on all of it.
 * @returns null if the map is gone, or the patch that is cut from it is another: smoothed, apodised, or of values that changed
 */
export async function lossOfPatch(
  record: InpaintingRecord,
  channels: readonly ChannelOfInpainting[],
  { plane, sampling }: PatchGrid,
): Promise<number[] | null> {
  const map = await readFields(record).catch(() => null)
  if (map === null) return null
  const losses = fieldsAround(map, plane, record.width).map((field, c) => {
    const { standard, scaling, original, mask } = channels[c]
    const values = new Float64Array(original.length)
    patchFiller(field)(plane, record, values)
    const back = (seen: Uint8Array) => wayBack(values, seen, { standard, scaling, factor: 1 })
    const { standardised } = back(mask)
    const squares = values.reduce((sum, value, i) => sum + (standardised(value) - original[i]) ** 2, 0)
    if (!(Math.sqrt(squares / values.length) < sameWithin)) return null
    const isSeen = mask.includes(1) ? mask : mask.map(() => 1)
    const seen = isSeen.map((one, i) => (one === 1 && Number.isFinite(scaled(values[i], scaling)) ? 1 : 0))
    return interpolationLoss({ plane, field, mask: seen, ...back(seen) }, sampling)
  })
  const known = losses.filter((loss) => loss !== null)
  return known.length === losses.length ? known : null
}

async function readFields(record: InpaintingRecord): Promise<ChannelFields | null> {
  const { map, channels } = record
  if (map === null) return null
  const conversion = map.unit === '' ? {} : { unit: map.unit }
  return fieldsOf(await loadChannels(map.path, firstColumn(record), channels, conversion), channels)
}
