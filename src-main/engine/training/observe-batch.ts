import { beamOperator } from '../../../src-shared/inpainting/operators/beam.ts'
import { perChannel } from '../../../src-shared/inpainting/operators/per-channel.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { observationPlanes, toldBeam } from '../../../src-shared/model/observation.ts'
import { trainedBeams } from '../../../src-shared/model/trained-beams.ts'
import { normal, uniform, type RandomState } from '../../../src-shared/random/index.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import { standardOfSeen } from '../../../src-shared/sky/seen-standard.ts'
import { channelsTogether, masksOfChannels } from './masks-of-channels.ts'

/** Noise of the observations that a flow is trained on, in standardised units; any power of ten is as frequent. */
const noiseRange = [0.01, 1] as const

/** Of the observations of a flow that takes beams, shares without one, and without holes. */
const sharpShare = 0.25
const wholeShare = 0.5

/** What patches are observed with. */
export interface ObservedShape {
  size: number
  channels: readonly Channel[]
  /** Whether patches are standardised one by one: then they are again, by what is seen of them. */
  standardised: boolean
  /** masked: through random holes; blurred: before, through a random beam. */
  observation: TrainingConfig['observation']
}

/**
 * Observes a patch through random holes, with white noise of a random width; if it is blurred, through a beam as that of an
 * inpainting, of a random width. Of several channels, these may be seen through different ones.
 * @param patch [size, size, channels]; standardised by what is seen, if patches are standardised one by one
 * @param good [size, size], 1 = good; the others are not observed
 * @param target [size, size, observationPlanes]: data, mask, noise and, if blurred, beam of each channel, 0 in the holes
 */
export function observe(
  patch: Float32Array,
  { size, channels, standardised, observation }: ObservedShape,
  random: RandomState,
  target: Float32Array,
  good?: Float32Array,
): void {
  const width = channels.length
  const isBlurred = observation === 'blurred'
  const planes = observationPlanes({ channels: width, observation })
  const together = channelsTogether(channels, random)
  const sigmas = new Float64Array(width)
  for (const group of together) {
    const [lowest, highest] = noiseRange
    const sigma = lowest * (highest / lowest) ** uniform(random)
    for (const c of group) sigmas[c] = sigma
  }
  const beams = new Array<number | null>(width).fill(null)
  if (isBlurred) {
    for (const group of together) {
      const beam = drawnBeam(size, random)
      for (const c of group) beams[c] = beam
    }
  }
  const mask = masksOfChannels(together, { size, channels: width, ...(isBlurred && { wholeShare }) }, random, good)
  const seen = seenThrough(beams, patch, size)
  const noisy = Float32Array.from(seen, (value, i) => value + sigmas[i % width] * normal(random))
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
    if (isBlurred) target[at + 3 * width] = toldBeam(beams[channel], { size })
  })
}

/** The width of a beam in pixels; null for none. */
function drawnBeam(size: number, random: RandomState): number | null {
  if (uniform(random) < sharpShare) return null
  const { least, most } = trainedBeams(size)
  return least * (most / least) ** uniform(random)
}

/** A patch through the beams of its channels, as inpaintings have it. */
function seenThrough(beams: readonly (number | null)[], patch: Float32Array, size: number): ArrayLike<number> {
  if (beams.every((beam) => beam === null)) return patch
  return perChannel(beams.map((beam) => (beam === null ? null : beamOperator(size, beam)))).apply(patch)
}

function standardiseBy(standards: readonly { mean: number; std: number }[], values: Float32Array): void {
  const width = standards.length
  for (let i = 0; i < values.length; i++) {
    const { mean, std } = standards[i % width]
    values[i] = (values[i] - mean) / std
  }
}
