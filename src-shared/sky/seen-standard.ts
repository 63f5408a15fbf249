import type { Channel } from './channels.ts'
import type { Standard } from './scale.ts'

/**
 * Mean and standard deviation of what is seen of a patch, of each channel; those of polarisation share one standard
 * deviation, as in `standardiseChannels`.
 * @param values [pixels, channels]
 * @param mask [pixels], 1 = seen
 * @returns null if nothing is seen, or only one value
 */
export function standardOfSeen(
  values: ArrayLike<number>,
  mask: ArrayLike<number>,
  channels: readonly Channel[],
): Standard[] | null {
  const width = channels.length
  let seen = 0
  for (let i = 0; i < mask.length; i++) seen += mask[i]
  if (seen === 0) return null
  const meanOf = (term: (value: number) => number, channel: number) => {
    let sum = 0
    for (let i = 0; i < mask.length; i++) if (mask[i] === 1) sum += term(values[i * width + channel])
    return sum / seen
  }
  const means = channels.map((_, c) => meanOf((value) => value, c))
  const variances = channels.map((_, c) => meanOf((value) => (value - means[c]) ** 2, c))
  const polarised = variances.filter((_, c) => channels[c] !== 'I')
  const ofPolarised = polarised.reduce((sum, variance) => sum + variance, 0) / polarised.length
  const standards = channels.map((channel, c) => ({
    mean: means[c],
    std: Math.sqrt(channel === 'I' ? variances[c] : ofPolarised),
  }))
  return standards.every(({ std }) => std > 0) ? standards : null
}

/** What is seen of a patch of one channel in a standard, and 0, its mean, elsewhere. @param mask 1 = seen */
export const seenInStandard = (
  values: ArrayLike<number>,
  mask: ArrayLike<number>,
  { mean, std }: Standard,
): Float32Array => Float32Array.from(values, (value, i) => (mask[i] === 1 ? (value - mean) / std : 0))
