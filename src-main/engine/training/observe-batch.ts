import { observationPlanes } from '../../../src-shared/model/observation.ts'
import { normal, uniform, type RandomState } from '../../../src-shared/random/index.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import { standardOfSeen } from '../../../src-shared/sky/seen-standard.ts'
import { channelsTogether, masksOfChannels } from './masks-of-channels.ts'

/** Noise of the observations that a flow is trained on, in standardised units; any power of ten is as frequent. */
const noiseRange = [0.01, 1] as const

/** What patches are observed with. */
export interface ObservedShape {
  size: number
  channels: readonly Channel[]
  /** Whether patches are standardised one by one: then they are again, by what is seen of them. */
  standardised: boolean
}

/**
 * Observes a patch through random holes, with white noise of a random width; of several channels, these may be seen through
 * different ones.
 * @param patch [size, size, channels]; standardised by what is seen, if patches are standardised one by one
 * @param good [size, size], 1 = good; the others are not observed
 * @param target [size, size, 3 channels]: data, mask and noise of each channel, 0 in the holes
 */
export function observe(
  patch: Float32Array,
  { size, channels, standardised }: ObservedShape,
  random: RandomState,
  target: Float32Array,
  good?: Float32Array,
): void {
  const width = channels.length
  const planes = observationPlanes({ channels: width })
  const together = channelsTogether(channels, random)
  const sigmas = new Float64Array(width)
  for (const group of together) {
    const [lowest, highest] = noiseRange
    const sigma = lowest * (highest / lowest) ** uniform(random)
    for (const c of group) sigmas[c] = sigma
  }
  const mask = masksOfChannels(together, { size, channels: width }, random, good)
  const noisy = patch.map((value, i) => value + sigmas[i % width] * normal(random))
  const standards = standardised ? standardOfSeen(noisy, mask, channels) : null
  if (standards) {
    standardiseBy(standards, patch)
    standardiseBy(standards, noisy)
  }
  target.fill(0)
  mask.forEach((seen, i) => {
    if (seen === 0) return
    const channel = i % width
    const at = Math.floor(i / width) * planes + channel
    target[at] = noisy[i]
    target[at + width] = 1
    target[at + 2 * width] = sigmas[channel] / (standards ? standards[channel].std : 1)
  })
}

function standardiseBy(standards: readonly { mean: number; std: number }[], values: Float32Array): void {
  const width = standards.length
  for (let i = 0; i < values.length; i++) {
    const { mean, std } = standards[i % width]
    values[i] = (values[i] - mean) / std
  }
}
