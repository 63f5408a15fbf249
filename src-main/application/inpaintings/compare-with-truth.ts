import type { EstimateResult } from '../../../src-preload/contract/estimators.ts'
import { halfWidths, quotedShares } from '../../../src-shared/inpainting/calibration.ts'
import { comparedPixels } from '../../../src-shared/inpainting/compared-pixels.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { heldByIntervals, type IntervalsOfPatch } from '../../../src-shared/inpainting/held-by-intervals.ts'

/** Root mean square of original minus picture, inside the hole (mask 0) and outside; NaN where there are no pixels. */
export function rootMeanSquares(truth: ArrayLike<number>, picture: ArrayLike<number>, mask: ArrayLike<number>) {
  const squares = [0, 0]
  const counts = [0, 0]
  for (let i = 0; i < truth.length; i++) {
    squares[mask[i]] += (truth[i] - picture[i]) ** 2
    counts[mask[i]]++
  }
  return { inside: Math.sqrt(squares[0] / counts[0]), outside: Math.sqrt(squares[1] / counts[1]) }
}

/**
 * Fractions of the hole's pixels (mask 0) whose true value lies in the central 68 and 95 % intervals of an estimate; those
 * whose deviation is not known, NaN, are left out. Null if there are no others.
 */
export function coverageInHole(estimate: IntervalsOfPatch, mask: ArrayLike<number>): EstimateResult['coverage'] {
  const { pixels, held } = heldByIntervals(estimate, mask, halfWidths)
  return pixels === 0 ? null : quotedShares({ within: held.map((count) => count / pixels) })
}

/** An estimate whose truth is known, [size, size, channels]; deviation is null without one. */
interface Compared {
  truth: Float32Array
  fill: Float32Array
  deviation: Float32Array | null
  mask: Uint8Array
}

/**
 * Errors and coverage of an estimate, of all its values and, of several channels, of each. Of a patch without a hole, all of it
 * counts as inside.
 */
export function comparedWithTruth(
  { truth, fill, deviation, mask: seen }: Compared,
  channels: number,
): Pick<EstimateResult, 'error' | 'coverage' | 'channels'> {
  const mask = comparedPixels(seen)
  const compare = (pictures: Omit<Compared, 'mask'>, mask: ArrayLike<number>) => ({
    error: rootMeanSquares(pictures.truth, pictures.fill, mask),
    coverage: pictures.deviation && coverageInHole({ ...pictures, deviation: pictures.deviation }, mask),
  })
  const ofChannel = (channel: number) => {
    const plane = (values: Float32Array) => channelOf(values, channels, channel)
    const pictures = { truth: plane(truth), fill: plane(fill), deviation: deviation && plane(deviation) }
    const { error, coverage } = compare(pictures, channelOf(mask, channels, channel))
    return { error: { inside: orNull(error.inside), outside: orNull(error.outside) }, coverage }
  }
  const { error, coverage } = compare({ truth, fill, deviation }, mask)
  return {
    error: { inside: error.inside, outside: orNull(error.outside) },
    coverage,
    channels: channels === 1 ? [] : Array.from({ length: channels }, (_, channel) => ofChannel(channel)),
  }
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value)
