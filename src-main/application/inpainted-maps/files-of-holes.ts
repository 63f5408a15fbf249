import { existsSync } from 'node:fs'
import { channelSets, type Channel } from '../../../src-shared/sky/channels.ts'
import { readNpy } from '../../files/npy.ts'
import { mapFillFiles } from './map-fill-folder.ts'
import type { MapFillOutline } from './outline-map-fill.ts'
import type { PatchPixels } from './patch-pixels-of-holes.ts'

type Filled = Pick<MapFillOutline, 'set' | 'pixels' | 'holes'>

/** The file of what was made of a channel of a hole, from 0. */
export const fileOf = ({ set }: Pick<Filled, 'set'>, folder: string, number: number, channel: Channel): string =>
  mapFillFiles(folder).hole(number, set === 'I' ? null : channel)

/** Whether a folder has all channels of a hole that have any holes. */
export const isFilled = (outline: Filled, folder: string, number: number): boolean =>
  channelSets[outline.set].every(
    (channel, c) => outline.pixels[c].length === 0 || existsSync(fileOf(outline, folder, number, channel)),
  )

/** What was made of a channel, hole by hole; nothing if it has none. */
export async function* patchesIn(folder: string, outline: Filled, channel: Channel): AsyncGenerator<PatchPixels> {
  const { set, pixels, holes } = outline
  if (pixels[channelSets[set].indexOf(channel as never)].length === 0) return
  for (const number of holes.keys()) {
    const { data, shape } = await readNpy(fileOf(outline, folder, number, channel))
    yield { values: data as Float64Array, rows: shape[0] }
  }
}

/** RING numbers of the pixels that are a hole of any channel, ascending. */
export const pixelsOf = ({ pixels }: Pick<Filled, 'pixels'>): Uint32Array =>
  Uint32Array.from(new Set(pixels.flatMap((some) => [...some]))).sort()
