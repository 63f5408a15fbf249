import type { Channel } from './channels.ts'
import type { Standard } from './scale.ts'

/**
 * Mean and standard deviation of what is seen of a patch, of each channel; those of polarisation share one standard
 * deviation, as in `standardiseChannels`. A channel of which nothing is seen has mean 0, and, if no other tells its standard
 * deviation, 1.
 * @param values [pixels, channels]
 * @param mask [pixels, channels], 1 = seen
 * @returns null if nothing is seen, or only one value of a channel
 */
export function standardOfSeen(
  values: ArrayLike<number>,
  mask: ArrayLike<number>,
  channels: readonly Channel[],
): Standard[] | null {
  const width = channels.length
  const seen = channels.map((_, c) => {
    let count = 0
    for (let i = c; i < mask.length; i += width) count += mask[i]
    return count
  })
  const meanOf = (term: (value: number) => number, channel: number) => {
    if (seen[channel] === 0) return 0
    let sum = 0
    for (let i = channel; i < mask.length; i += width) if (mask[i] === 1) sum += term(values[i])
    return sum / seen[channel]
  }
  const means = channels.map((_, c) => meanOf((value) => value, c))
  const variances = channels.map((_, c) => meanOf((value) => (value - means[c]) ** 2, c))
  const standards = channels.map((channel, c) => {
    const scaled = [...channels.keys()].filter((other) => (channel === 'I' ? other === c : channels[other] !== 'I'))
    const count = scaled.reduce((sum, other) => sum + seen[other], 0)
    const variance = scaled.reduce((sum, other) => sum + (seen[other] / count) * variances[other], 0)
    return { mean: means[c], std: count === 0 ? 1 : Math.sqrt(variance) }
  })
  return seen.some((count) => count > 0) && standards.every(({ std }) => std > 0) ? standards : null
}

/**
 * What is seen of a patch in the standard of each of its channels, and 0, their mean, elsewhere.
 * @param mask [pixels, channels], 1 = seen
 */
export const seenInStandard = (
  values: ArrayLike<number>,
  mask: ArrayLike<number>,
  standards: readonly Standard[],
): Float32Array =>
  Float32Array.from(values, (value, i) => {
    const { mean, std } = standards[i % standards.length]
    return mask[i] === 1 ? (value - mean) / std : 0
  })
