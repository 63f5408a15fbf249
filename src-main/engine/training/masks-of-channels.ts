import { uniform, type RandomState } from '../../../src-shared/random/index.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import { randomHoles } from '../../../src-shared/sky/masks/random-holes.ts'

/**
 * Draws which channels are observed alike: in half of the patches all are; in a quarter, the intensity and the polarisation each
 * have their own holes and noise; in a quarter, every channel has. One channel draws nothing.
 * @returns places of channels, group by group
 */
export function channelsTogether(channels: readonly Channel[], random: RandomState): number[][] {
  const places = [...channels.keys()]
  if (channels.length === 1) return [places]
  const drawn = uniform(random)
  if (drawn < 0.5) return [places]
  if (drawn < 0.75) return [...Map.groupBy(places, (c) => channels[c] === 'I').values()]
  return places.map((c) => [c])
}

/**
 * Random masks of the channels of a patch. If all have one, it has holes, but for a share of patches that are seen whole; of several groups, each is seen everywhere, nowhere,
 * or through holes of its own, which are as frequent, so that a flow learns to predict some channels from others.
 * @param together places of the channels that have the same mask, group by group
 * @param good [size, size], 1 = good; the others are not observed
 * @returns [size, size, channels], 1 = observed
 */
export function masksOfChannels(
  together: readonly (readonly number[])[],
  { size, channels, wholeShare = 0 }: { size: number; channels: number; wholeShare?: number },
  random: RandomState,
  good?: Float32Array,
): Uint8Array {
  const masks = new Uint8Array(size ** 2 * channels)
  const maskOfAll = () =>
    wholeShare > 0 && uniform(random) < wholeShare ? seenWhole(size, good) : seenThroughHoles(size, random, good)
  for (const group of together) {
    const mask = together.length === 1 ? maskOfAll() : seenOrNot(size, random, good)
    for (const c of group) mask.forEach((seen, i) => (masks[i * channels + c] = seen))
  }
  return masks
}

function seenOrNot(size: number, random: RandomState, good?: Float32Array): Uint8Array {
  const drawn = uniform(random)
  if (drawn < 1 / 3) return seenWhole(size, good)
  return drawn < 2 / 3 ? new Uint8Array(size ** 2) : seenThroughHoles(size, random, good)
}

const seenWhole = (size: number, good?: Float32Array) =>
  good ? Uint8Array.from(good) : new Uint8Array(size ** 2).fill(1)

/** Holes that leave some good pixels. */
function seenThroughHoles(size: number, random: RandomState, good?: Float32Array): Uint8Array {
  const mask = randomHoles(size, random)
  if (!good) return mask
  const both = mask.map((seen, i) => seen * good[i])
  return both.includes(1) ? both : Uint8Array.from(good)
}
