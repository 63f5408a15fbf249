import { isDeepStrictEqual } from 'node:util'
import { isSeenDirectly, ofChannel, type Problem } from '../../../src-preload/contract/inpaintings.ts'
import type { ChannelMask } from '../../../src-preload/contract/masks.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { channelSets, interleaved, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import { readMask, type MaskedPatch } from '../masks/read-mask.ts'
import { usualShelf, type MaskShelf } from '../masks/shelf.ts'

/**
 * The masks of the channels of a problem's patch.
 * @returns uint8 [size, size], 1 = observed, 0 = hole; of several channels, [size, size, channels]
 * @throws CirrusError refused if nothing of the patch is seen, or all of it as it is; as `readMask`
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
  const isDirect = channelSets[patch.channels].every((channel) => isSeenDirectly(ofChannel(problem, channel)))
  if (isDirect && !all.includes(0)) {
    const reason = 'All of the patch is seen as it is, so that nothing is left to estimate.'
    throw new CirrusError(
      'refused',
      `${reason} Choose a mask with a hole, a beam or a pixel window, or simulate noise.`,
    )
  }
  if (!all.includes(1))
    throw new CirrusError('refused', 'Nothing is seen of any channel. Choose another mask for a channel.')
  return all
}

async function maskOfChannel(choice: ChannelMask, patch: MaskedPatch, shelf: MaskShelf): Promise<Uint8Array> {
  if (choice.kind === 'none') return new Uint8Array(patch.size ** 2)
  return readMask(choice, patch, shelf)
}
