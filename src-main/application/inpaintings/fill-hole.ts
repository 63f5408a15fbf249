import { isSeenDirectly, type ChannelProblem } from '../../../src-preload/contract/inpaintings.ts'

/**
 * One channel of the filled patch: the data where observed, the estimate in the hole. With a beam or a pixel window no pixel is observed unblurred, and
 * with simulated noise none without it, so the estimate is used everywhere.
 * @param mask 1 = observed, 0 = hole
 */
export const fillHole = (
  data: Float32Array,
  estimate: Float32Array,
  mask: ArrayLike<number>,
  problem: Pick<ChannelProblem, 'beam' | 'pixelWindow' | 'simulated'>,
): Float32Array => (isSeenDirectly(problem) ? data.map((value, i) => (mask[i] === 1 ? value : estimate[i])) : estimate)
