import { pixelShares, type ChannelComparison, type Comparison } from '../../../src-shared/validation/results.ts'
import type { SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelSets, type Channel, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import { fourierModes } from '../../../src-shared/statistics/bands.ts'
import { binEdges } from '../../../src-shared/statistics/histogram.ts'
import { evenThresholds } from '../../../src-shared/statistics/minkowski-functionals.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'
import type { PatchMeasures, PatchStatistics } from '../../../src-shared/statistics/patch-statistics.ts'
import { quantiles } from '../../../src-shared/statistics/quantile.ts'
import { pairStatistics } from './measure/set-statistics.ts'
import { widthOf } from '../maps/image-facts.ts'
import { withThread } from './measure/measure-thread.ts'
import { channelIn, readPatchSet, type PatchSet } from './read-patch-set.ts'
import { setResults, statisticTests } from './measure/set-results.ts'
import { readSpectrumSky, withSoundBands } from '../maps/spectrum-sky.ts'

/** The paper's range of standardised values (Fig. 3). */
const standardRange = [-3, 5] as const

export interface CompareOrder {
  first: string
  second: string
  /** .npy files [patches, rows, columns] of the sets' good pixels (1). */
  masks?: { first: string | null; second: string | null }
  /** Degrees from the first to the last pixel of a row; pixels are square. */
  width: number
  /** How spectra are measured; the other statistics weight all pixels equally, whatever the mask. */
  spectra: SpectrumRecipe
  /** Histogram bins, and thresholds of the Minkowski functionals, over a common range of values. */
  bins: number
  thresholds: number
  /** Null: -3 to 5 if both sets are standardised, otherwise the 0.1 and 99.9 percentiles of both. */
  range: readonly [number, number] | null
  /** Unit of the pixels, for the axes. */
  unit: string
  signal?: AbortSignal
  onPatch?(done: number, count: number): void
}

/**
 * Compares the statistics of two sets of patches of any origin: .npy [patches, rows, columns], one picture [rows,
 * columns], or a FITS image. Masked pixels count in no statistic; spectra have a taper around them.
 * @throws CirrusError refused, naming the file and the reason: unreadable, no pixels or none finite, sizes that differ,
 *   masks that do not fit, a width that contradicts an image's header, spectra that can't be measured; the signal's
 *   reason when aborted
 */
export async function comparePatchSets(order: CompareOrder): Promise<Comparison> {
  return compareOne(await readSets(order, 'I'), 'I', order)
}

/**
 * Compares sets of patches of several channels, .npy [patches, rows, columns, channels]: each channel by itself, and the
 * E and B modes of all.
 * @throws as `comparePatchSets`
 */
export async function compareChannels(
  order: CompareOrder,
  channels: Exclude<ChannelSet, 'I'>,
): Promise<ChannelComparison> {
  const sets = await readSets(order, channels)
  const compared: ChannelComparison['channels'] = {}
  const each = channelSets[channels]
  for (const [i, channel] of each.entries()) {
    const onPatch = (done: number, count: number) => order.onPatch?.(i * count + done, each.length * count)
    compared[channel] = await compareOne(sets, channel, { ...order, onPatch })
  }
  const [{ rows, columns }] = sets
  const sky = await readSpectrumSky(order.first, { rows, columns, width: order.width }, order.spectra)
  const [first, second] = await withThread(order.signal, async (measure) => {
    const modesOf = ({ values, masks }: PatchSet) =>
      measure('modes', { stacks: [values], masks, channels: each.length, sky })
    return [await modesOf(sets[0]), await modesOf(sets[1])]
  })
  const { ell, leakage } = first
  const { bands } = fourierModes(sky.patch, sky.bands)
  return { channels: compared, polarised: { ell, bands, leakage, first: first.modes[0], second: second.modes[0] } }
}

type Sets = readonly [PatchSet, PatchSet]

async function readSets({ first, second, masks, width }: CompareOrder, channels: ChannelSet): Promise<Sets> {
  const sets = [
    await readPatchSet(first, channels, masks?.first ?? null),
    await readPatchSet(second, channels, masks?.second ?? null),
  ] as const
  const [{ rows, columns }, other] = sets
  if (other.rows !== rows || other.columns !== columns) {
    throw refused(
      second,
      'shape',
      `patches of ${other.rows} x ${other.columns} pixels cannot be compared with the ${rows} x ${columns} of ${first}; cut or resample them alike`,
    )
  }
  for (const set of sets) widthOf(set.file, set, width)
  return sets
}

async function compareOne(sets: Sets, channel: Channel, order: CompareOrder): Promise<Comparison> {
  const [{ rows, columns }] = sets
  const values = sets.map((set) => channelIn(set, channel)) as [Float32Array, Float32Array]
  const range = order.range ?? commonRange(values)
  const edges = binEdges(range[0], range[1], order.bins)
  const thresholds = evenThresholds(range[0], range[1], order.thresholds)
  const measures: PatchMeasures = {
    ...(await readSpectrumSky(order.first, { rows, columns, width: order.width }, order.spectra)),
    edges,
    thresholds,
    shares: pixelShares,
  }
  const [first, second] = await withSoundBands(order.first, () => statisticsOfBoth(values, measures, order))
  const { bands } = fourierModes(measures.patch, measures.bands)
  const ell = bands.map(({ from, to }) => (from + to) / 2)
  const grid = { edges, thresholds, ell }
  return {
    unit: order.unit,
    ...grid,
    bands,
    width: order.width,
    spectra: order.spectra,
    first: setResults(first),
    second: setResults(second),
    tests: statisticTests(first, second, grid),
  }
}

/** Range that contains nearly all values of both sets. */
function commonRange(sets: readonly Float32Array[]): readonly [number, number] {
  const standardised = sets.every((values) => {
    const { mean, variance } = moments(values.filter((value) => !Number.isNaN(value)))
    return Math.abs(mean) < 0.5 && variance > 0.25 && variance < 4
  })
  if (standardised) return standardRange
  const ends = sets.map((values) => quantiles(values, [0.001, 0.999]))
  const [low, high] = [Math.min(...ends.map(([end]) => end)), Math.max(...ends.map(([, end]) => end))]
  return high > low ? [low, high] : [low - 0.5, high + 0.5]
}

/**
 * Statistics of every patch of both sets. Two patches of a set share a Fourier transform; an odd one is paired with
 * itself.
 */
async function statisticsOfBoth(
  sets: readonly [Float32Array, Float32Array],
  measures: PatchMeasures,
  { signal, onPatch }: CompareOrder,
): Promise<[PatchStatistics[], PatchStatistics[]]> {
  const size = measures.patch.rows * measures.patch.columns
  const counts = sets.map((values) => values.length / size)
  const total = counts[0] + counts[1]
  const pairs = counts.flatMap((count, set) => {
    const half = Math.ceil(count / 2)
    return Array.from({ length: half }, (_, i) => ({ set, first: i, second: Math.min(i + half, count - 1) }))
  })
  const patchOf = (set: number, index: number) => sets[set].subarray(index * size, (index + 1) * size)
  const found: [PatchStatistics[], PatchStatistics[]] = [[], []]
  let done = 0
  const answers = pairStatistics(
    pairs.length,
    (index) => [patchOf(pairs[index].set, pairs[index].first), patchOf(pairs[index].set, pairs[index].second)],
    measures,
    { signal },
  )
  for await (const pair of answers) {
    const { set, first, second } = pairs[done]
    found[set][first] = pair.first
    found[set][second] = pair.second
    done++
    onPatch?.(Math.min(2 * done, total), total)
  }
  return found
}
