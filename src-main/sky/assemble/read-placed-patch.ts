import { scalingOf } from '../../../src-shared/sky/channels.ts'
import type { MapValues } from '../../../src-shared/sky/healpix/map.ts'
import { toMapUnits } from '../../../src-shared/sky/scale.ts'
import { readNpyRows, type NpyArray } from '../../files/npy.ts'
import { isUnseen } from '../fits/column-statistics.ts'
import type { PatchFile, PlacedPatch } from './assemble-task.ts'

/**
 * The channels of a patch in the unit of the map, NaN where they are missing or masked: what fills a hole is no data.
 * @throws FileFormatError for a file that can't be read
 */
export async function readPlacedPatch(
  { path, masks, channels, scaling }: Pick<PatchFile, 'path' | 'masks' | 'channels' | 'scaling'>,
  { index, standards }: PlacedPatch,
): Promise<MapValues[]> {
  const { data } = await readNpyRows(path, index, 1)
  const good = masks === null ? null : (await readNpyRows(masks, index, 1)).data
  return channels.map((channel, c) => {
    const stored = partOf(data, channels.length, c)
    const patch = standards ? toMapUnits(stored, standards[c], scalingOf(channel, scaling)) : stored
    for (let i = 0; i < patch.length; i++)
      if (isUnseen(patch[i]) || (good !== null && Number(good[i]) === 0)) patch[i] = NaN
    return patch
  })
}

/** One of several channels in the last axis. */
function partOf(data: NpyArray, channels: number, channel: number): MapValues {
  const isReal = data instanceof Float32Array || data instanceof Float64Array
  if (channels === 1) return isReal ? data : Float64Array.from(data)
  const length = data.length / channels
  const part = data instanceof Float32Array ? new Float32Array(length) : new Float64Array(length)
  for (let i = 0, at = channel; i < length; i++, at += channels) part[i] = Number(data[at])
  return part
}
