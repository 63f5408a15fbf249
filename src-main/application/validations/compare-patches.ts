import { pixelShares, type Comparison } from '../../../src-shared/validation/results.ts'
import type { SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { fourierModes } from '../../../src-shared/statistics/bands.ts'
import { binEdges } from '../../../src-shared/statistics/histogram.ts'
import { evenThresholds } from '../../../src-shared/statistics/minkowski-functionals.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'
import type { PatchMeasures, PatchStatistics } from '../../../src-shared/statistics/patch-statistics.ts'
import { quantiles } from '../../../src-shared/statistics/quantile.ts'
import { pairStatistics } from './measure/set-statistics.ts'
import { widthOf } from '../maps/image-facts.ts'
import { readPictures, type PictureStack } from '../maps/image-file.ts'
import { setResults, statisticTests } from './measure/set-results.ts'
import { readSpectrumSky, withSoundBands } from '../maps/spectrum-sky.ts'

/** The paper's range of standardised values (Fig. 3). */
const standardRange = [-3, 5] as const

export interface CompareOrder {
  first: string
  second: string
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
 * columns], or a FITS image.
 * @throws CirrusError refused, naming the file and the reason: unreadable, no pixels or none finite, sizes that differ,
 *   a width that contradicts an image's header, spectra that can't be measured; the signal's reason when aborted
 */
export async function comparePatchSets(order: CompareOrder): Promise<Comparison> {
  const sets = [await readSet(order.first), await readSet(order.second)] as const
  const [{ rows, columns }, other] = sets
  if (other.rows !== rows || other.columns !== columns) {
    throw refused(
      order.second,
      'shape',
      `patches of ${other.rows} x ${other.columns} pixels cannot be compared with the ${rows} x ${columns} of ${order.first}; cut or resample them alike`,
    )
  }
  for (const set of sets) widthOf(set.file, set, order.width)
  const range = order.range ?? commonRange(sets.map(({ values }) => values))
  const edges = binEdges(range[0], range[1], order.bins)
  const thresholds = evenThresholds(range[0], range[1], order.thresholds)
  const measures: PatchMeasures = {
    ...(await readSpectrumSky(order.first, { rows, columns, width: order.width }, order.spectra)),
    edges,
    thresholds,
    shares: pixelShares,
  }
  const [first, second] = await withSoundBands(order.first, () => statisticsOfBoth(sets, measures, order))
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

interface PatchSet extends Pick<PictureStack, 'header'> {
  file: string
  count: number
  rows: number
  columns: number
  /** [count, rows, columns] */
  values: Float32Array
}

async function readSet(file: string): Promise<PatchSet> {
  const { count, rows, columns, header, picture } = await readPictures(file)
  if (rows < 4 || columns < 4) throw refused(file, 'shape', `patches of ${rows} x ${columns} pixels are too small`)
  const values = new Float32Array(count * rows * columns)
  for (let index = 0; index < count; index++) {
    const pixels = picture(index)
    const odd = pixels.findIndex((value) => !Number.isFinite(value))
    if (odd >= 0) {
      throw refused(
        file,
        `patch ${index}, row ${Math.floor(odd / columns)}, column ${odd % columns}`,
        `${pixels[odd]} is not a valid value; fill it or leave the patch out`,
      )
    }
    values.set(pixels, index * rows * columns)
  }
  return { file, count, rows, columns, header, values }
}

/** Range that contains nearly all values of both sets. */
function commonRange(sets: readonly Float32Array[]): readonly [number, number] {
  const standardised = sets.every((values) => {
    const { mean, variance } = moments(values)
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
  sets: readonly [PatchSet, PatchSet],
  measures: PatchMeasures,
  { signal, onPatch }: CompareOrder,
): Promise<[PatchStatistics[], PatchStatistics[]]> {
  const pairs = sets.flatMap(({ count }, set) => {
    const half = Math.ceil(count / 2)
    return Array.from({ length: half }, (_, i) => ({ set, first: i, second: Math.min(i + half, count - 1) }))
  })
  const size = sets[0].rows * sets[0].columns
  const patchOf = (set: number, index: number) => sets[set].values.subarray(index * size, (index + 1) * size)
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
    onPatch?.(Math.min(2 * done, sets[0].count + sets[1].count), sets[0].count + sets[1].count)
  }
  return found
}
