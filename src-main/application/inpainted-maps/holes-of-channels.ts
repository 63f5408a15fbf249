import { isDeepStrictEqual } from 'node:util'
import type { MapFill, MapHoles } from '../../../src-preload/contract/inpainted-maps.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { Hole, HoleGrid } from '../../../src-shared/sky/holes/hole.ts'
import { holesOfPixels } from '../../../src-shared/sky/holes/holes-of-pixels.ts'
import { holesOfRequest } from './holes-of-request.ts'

/** The holes of a map of several channels. */
export interface HolesOfChannels {
  /** Pixels that are a hole in any channel. */
  holes: Hole[]
  /** The pixels of each channel's own holes, RING. */
  pixels: ReadonlySet<number>[]
}

/**
 * The holes of a map, and which of their pixels are a hole of which channel.
 * @throws CirrusError refused if no channel has holes, Q and U have different ones, or a channel is not there; and as
 *   `holesOfRequest`
 */
export async function holesOfChannels(
  { holes: common, channels: own }: Pick<MapFill, 'holes' | 'channels'>,
  channels: readonly Channel[],
  frame: Frame,
  grid: HoleGrid,
  signal?: AbortSignal,
): Promise<HolesOfChannels> {
  const refuse = (message: string) => new CirrusError('refused', message, undefined, { field: 'channels' })
  const lacking = (Object.keys(own) as Channel[]).find((channel) => !channels.includes(channel))
  if (lacking) throw refuse(`Patches of this dataset have ${channels.join(', ')}, and no ${lacking}.`)
  const choices = channels.map((channel) => own[channel]?.holes ?? common)
  if (channels.includes('U') && !isDeepStrictEqual(choices.at(-1), choices.at(-2)))
    throw refuse('Q and U have the same holes, as patches turn one into the other; give both the same.')
  const distinct: MapHoles[] = []
  for (const choice of choices)
    if (choice.kind !== 'all' && !distinct.some((one) => isDeepStrictEqual(one, choice))) distinct.push(choice)
  if (distinct.length === 0) throw refuse('All of every channel is seen, so that nothing is left to fill.')
  const found: Hole[][] = []
  for (const choice of distinct) found.push(await holesOfRequest(choice, frame, grid, signal))
  const sets = found.map((holes) => new Set(holes.flatMap(({ pixels }) => [...pixels])))
  const all = new Set(sets.flatMap((pixels) => [...pixels]))
  return {
    holes: found.length === 1 ? found[0] : holesOfPixels(Uint32Array.from(all).sort(), frame, grid),
    pixels: choices.map((choice) => sets[distinct.findIndex((one) => isDeepStrictEqual(one, choice))] ?? new Set()),
  }
}
