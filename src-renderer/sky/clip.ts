import { aboutZero, type Range } from '../../src-shared/colour/range.ts'
import { quantileOf, sizeOf, type Distribution } from '../../src-shared/statistics/distribution.ts'

/** Percentages of the pixels between the cuts, as DS9 offers them. */
export const clipPercentages = [99.9, 99.5, 99, 98, 95, 90, 100] as const

/**
 * Cuts with a percentage of the pixels between them, and equally many below and above; or, centred, equally far from
 * zero.
 */
export function clipOf(distribution: Distribution, percentage: number, centred: boolean): Range {
  const share = percentage / 100
  if (centred) return aboutZero([0, sizeOf(distribution, share)])
  const quantile = quantileOf(distribution)
  const [low, high] = [quantile((1 - share) / 2), quantile((1 + share) / 2)]
  return low < high ? [low, high] : [distribution.edges[0], distribution.edges.at(-1)!]
}
