import { isDeepStrictEqual } from 'node:util'
import { ofChannel, type Problem } from '../../../src-preload/contract/inpaintings.ts'
import type { ChannelMask } from '../../../src-preload/contract/masks.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { channelSets, interleaved, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import { readMask, type MaskedPatch } from '../masks/read-mask.ts'
import { usualShelf, type MaskShelf } from '../masks/shelf.ts'

/**
 * The masks of the channels of a problem's patch.
 * @returns uint8 [size, size], 1 = observed, 0 = hole; of several channels, [size, size, channels]
 * @throws CirrusError refused if all of the patch is seen, or nothing; as `readMask`
 */
export async function readMasks(
  problem: Problem,
  patch: MaskedPatch & { channels: ChannelSet },
  shelf: MaskShelf = usualShelf(),
): Promise<Uint8Array> {
  const choices = channelSets[patch.channels].map((channel) => ofChannel(problem, channel).mask)
  const masks: Uint8Array[] = []
  for (const [c, choice] of choices.entries()) {
    const before = choices.findIndex((other) => isDeepStrictEqual(other, choice))
    masks.push(before < c ? masks[before] : await maskOfChannel(choice, patch, shelf))
  }
  const all = interleaved(masks)
  const refuse = (reason: string) => {
    throw new CirrusError('refused', `${reason} Choose another mask for a channel.`)
  }
  if (!all.includes(0)) refuse('All of every channel is seen, so that nothing is left to estimate.')
  if (!all.includes(1)) refuse('Nothing is seen of any channel.')
  return all
}

async function maskOfChannel(choice: ChannelMask, patch: MaskedPatch, shelf: MaskShelf): Promise<Uint8Array> {
  if (choice.kind === 'all' || choice.kind === 'none') {
    return new Uint8Array(patch.size ** 2).fill(choice.kind === 'all' ? 1 : 0)
  }
  return readMask(choice, patch, shelf)
}
