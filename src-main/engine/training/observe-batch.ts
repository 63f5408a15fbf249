import { observationPlanes } from '../../../src-shared/model/observation.ts'
import { normal, uniform, type RandomState } from '../../../src-shared/random/index.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import { randomHoles } from '../../../src-shared/sky/masks/random-holes.ts'
import { standardOfSeen } from '../../../src-shared/sky/seen-standard.ts'

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
 * Observes a patch through random holes, with white noise of a random width.
 * @param patch [size, size, channels]; standardised by what is seen, if patches are standardised one by one
 * @param good [size, size], 1 = good; the others are not observed
 * @param target [size, size, channels + 2]: data, mask and noise, 0 in the holes
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
  const [lowest, highest] = noiseRange
  const sigma = lowest * (highest / lowest) ** uniform(random)
  const mask = seenThroughHoles(size, random, good)
  const noisy = patch.map((value) => value + sigma * normal(random))
  const standards = standardised ? standardOfSeen(noisy, mask, channels) : null
  if (standards) {
    standardiseBy(standards, patch)
    standardiseBy(standards, noisy)
  }
  // A noise that is the same in all channels is that of the last, whose scale polarisation shares.
  const noise = sigma / (standards ? standards[width - 1].std : 1)
  target.fill(0)
  mask.forEach((seen, i) => {
    if (seen === 0) return
    target.set(noisy.subarray(i * width, (i + 1) * width), i * planes)
    target[i * planes + width] = 1
    target[i * planes + width + 1] = noise
  })
}

/** Holes that leave some good pixels. */
function seenThroughHoles(size: number, random: RandomState, good?: Float32Array): Uint8Array {
  const mask = randomHoles(size, random)
  if (!good) return mask
  const both = mask.map((seen, i) => seen * good[i])
  return both.includes(1) ? both : Uint8Array.from(good)
}

function standardiseBy(standards: readonly { mean: number; std: number }[], values: Float32Array): void {
  const width = standards.length
  for (let i = 0; i < values.length; i++) {
    const { mean, std } = standards[i % width]
    values[i] = (values[i] - mean) / std
  }
}
