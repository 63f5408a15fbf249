import { holeShare } from '../sky/masks/hole-share.ts'
import { normalQuantile } from '../statistics/normal-quantile.ts'
import { comparedPixels } from './compared-pixels.ts'
import { heldByIntervals } from './held-by-intervals.ts'

// How often the intervals of an estimator hold the truth, over many holes (Gneiting, Balabdaoui & Raftery 2007), and
// where the truth ranks among its samples (simulation-based calibration: Talts et al. 2018, arXiv:1804.06788).

/** Probabilities of the central intervals that are looked at, and their half widths in standard deviations of a normal. */
export const calibrationLevels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.6827, 0.8, 0.9, 0.95, 0.99] as const
export const halfWidths = calibrationLevels.map((level) => normalQuantile((1 + level) / 2))

/** Of what there is at each level, that at one standard deviation and at 95 %, as estimates quote them. */
export const quotedShares = <T>({ within }: { within: readonly T[] }) => ({
  of68: within[calibrationLevels.indexOf(0.6827)],
  of95: within[calibrationLevels.indexOf(0.95)],
})

/** Classes of holes by the share of a patch that is missing: from one of these to the next. */
export const holeShares = [0, 0.01, 0.05, 0.2, 0.75] as const

/** Number of equal parts that ranks are counted in. */
export const rankParts = 10

/** What is known of an estimator's intervals in holes of a class, or in all. */
export interface HoleCalibration {
  /** Problems, and pixels in their holes. */
  problems: number
  pixels: number
  /** Root mean squares over those pixels, in the units of the patches: truth minus estimate, and what the estimator says. */
  error: number
  deviation: number
  /** At each of `calibrationLevels`, the share of pixels whose true value the interval holds, and its standard error. */
  within: { share: number; error: number }[]
  /** Share of the pixels whose true value ranks in each of `rankParts` among the samples; equal ones are perfect. Null without samples. */
  ranks: number[] | null
}

export interface Calibration {
  all: HoleCalibration
  /** Of each class of `holeShares` with a problem; none if all patches are seen whole. */
  bySize: (HoleCalibration & { from: number; to: number })[]
}

/** An estimate of a patch whose truth is known, [size, size, channels] each; samples are [count, size, size, channels]. */
export interface KnownEstimate {
  truth: Float32Array
  /** 1 = observed, 0 = hole; without a hole, all of the patch counts. */
  mask: Uint8Array
  fill: Float32Array
  deviation: Float32Array
  samples: Float32Array | null
}

interface Counted {
  pixels: number
  squaredError: number
  variance: number
  within: number[]
  ranks: number[] | null
}

/** The class of `holeShares` that a mask is in: that which its missing share is at least `from` and below `to` of. */
export function holeClass(mask: ArrayLike<number>): number {
  const share = holeShare(mask)
  return Math.min(
    holeShares.findLastIndex((from) => share >= from),
    holeShares.length - 2,
  )
}

/** Counts how the intervals of estimates hold the truth. */
export function calibrationTally() {
  const byClass: Counted[][] = holeShares.slice(1).map(() => [])
  const whole: Counted[] = []
  return {
    add({ mask, ...estimate }: KnownEstimate) {
      const counted = count({ ...estimate, mask: comparedPixels(mask) })
      if (mask.includes(0)) byClass[holeClass(mask)].push(counted)
      else whole.push(counted)
    },
    /** @throws RangeError without an estimate */
    result: (): Calibration => ({
      all: summary([...byClass.flat(), ...whole]),
      bySize: byClass.flatMap((problems, i) =>
        problems.length === 0 ? [] : [{ from: holeShares[i], to: holeShares[i + 1], ...summary(problems) }],
      ),
    }),
  }
}

function count({ truth, mask, fill, deviation, samples }: KnownEstimate): Counted {
  const { pixels, held } = heldByIntervals({ truth, fill, deviation }, mask, halfWidths)
  const ranks = samples && new Array<number>(rankParts).fill(0)
  const counted: Counted = { pixels, squaredError: 0, variance: 0, within: held, ranks }
  for (let i = 0; i < truth.length; i++) {
    if (mask[i] !== 0) continue
    counted.squaredError += (truth[i] - fill[i]) ** 2
    counted.variance += deviation[i] ** 2
    if (samples && ranks) addRank(ranks, truth[i], samples, i, truth.length)
  }
  return counted
}

/**
 * Adds where a value ranks among samples of it. One of `n + 1` ranks is the interval from rank / (n + 1) to the next of a
 * uniform variable, which is shared among the parts it meets: any number of samples fits.
 */
function addRank(ranks: number[], value: number, samples: Float32Array, at: number, step: number): void {
  const places = samples.length / step + 1
  let rank = 0
  for (let i = at; i < samples.length; i += step) if (samples[i] < value) rank++
  const [from, to] = [(rank / places) * rankParts, ((rank + 1) / places) * rankParts]
  for (let part = Math.floor(from); part < Math.min(Math.ceil(to), rankParts); part++) {
    ranks[part] += (Math.min(to, part + 1) - Math.max(from, part)) / (to - from)
  }
}

function summary(problems: readonly Counted[]): HoleCalibration {
  if (problems.length === 0) throw new RangeError('a calibration needs an estimate')
  const sum = (of: (problem: Counted) => number) => problems.reduce((total, problem) => total + of(problem), 0)
  const pixels = sum((one) => one.pixels)
  return {
    problems: problems.length,
    pixels,
    error: Math.sqrt(sum((one) => one.squaredError) / pixels),
    deviation: Math.sqrt(sum((one) => one.variance) / pixels),
    within: halfWidths.map((_, level) => {
      const share = sum((one) => one.within[level]) / pixels
      return { share, error: errorOfShare(problems, level, share) }
    }),
    ranks: problems[0].ranks && problems[0].ranks.map((_, part) => sum((one) => one.ranks![part]) / pixels),
  }
}

/**
 * The standard error of a share of pixels, from the scatter among problems: pixels of one hole are not independent
 * (ratio estimator, Cochran 1977, Eq. 2.47). NaN of one problem.
 */
function errorOfShare(problems: readonly Counted[], level: number, share: number): number {
  const count = problems.length
  const pixels = problems.reduce((total, one) => total + one.pixels, 0)
  const squares = problems.reduce((total, one) => total + (one.within[level] - share * one.pixels) ** 2, 0)
  return Math.sqrt((squares * count) / (count - 1)) / pixels
}
