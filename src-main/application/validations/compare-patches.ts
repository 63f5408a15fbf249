import { basename } from 'node:path'
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
import { sampleResults } from './measure/sample-results.ts'
import { setFeatures } from './measure/set-features.ts'
import { setResults, statisticTests } from './measure/set-results.ts'
import { readSpectrumSky, withSoundBands } from '../maps/spectrum-sky.ts'

/** The paper's range of standardised values (Fig. 3). */
const standardRange = [-3, 5] as const

export interface CompareOrder {
  first: string
  second: string
  /** Further sets to measure against the first one, and other sky: the floor of all distances. */
  others?: readonly string[]
  floor?: string | null
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
  const sky = await readSet(order.first)
  widthOf(sky.file, sky, order.width)
  const models: PatchSet[] = []
  for (const file of [order.second, ...(order.others ?? [])]) models.push(await readAlike(file, sky, order))
  const floor = order.floor == null ? null : await readAlike(order.floor, sky, order)
  const sets = [sky, ...models, ...(floor ? [floor] : [])]
  const range = order.range ?? commonRange([sky, models[0]].map(({ values }) => values))
  const edges = binEdges(range[0], range[1], order.bins)
  const thresholds = evenThresholds(range[0], range[1], order.thresholds)
  const { rows, columns } = sky
  const measures: PatchMeasures = {
    ...(await readSpectrumSky(order.first, { rows, columns, width: order.width }, order.spectra)),
    edges,
    thresholds,
    shares: pixelShares,
  }
  const { signal, onPatch } = order
  const count = sets.reduce((sum, set) => sum + set.count, 0)
  const { statistics, features } = await withSoundBands(order.first, async () => ({
    statistics: await statisticsOfAll(sets, measures, { signal, onPatch: (done) => onPatch?.(done / 2, count) }),
    features: await setFeatures(sets.map(inSet), measures, {
      signal,
      onPatch: (done) => onPatch?.((count + done) / 2, count),
    }),
  }))
  const { bands } = fourierModes(measures.patch, measures.bands)
  const ell = bands.map(({ from, to }) => (from + to) / 2)
  const grid = { edges, thresholds, ell }
  const sampled = sets.map((_, i) => ({ statistics: statistics[i], features: features.sets[i] }))
  const [first, second] = statistics
  return {
    unit: order.unit,
    ...grid,
    bands,
    width: order.width,
    spectra: order.spectra,
    first: setResults(first),
    second: setResults(second),
    tests: statisticTests(first, second, grid),
    samples: sampleResults({
      sky: sampled[0],
      floor: floor && sampled.at(-1)!,
      models: models.map(({ file }, i) => ({ name: basename(file), ...sampled[i + 1] })),
      grids: { statistics: grid, features: features.grid },
    }),
  }
}

/** A set of patches with as many pixels as those of the sky, and a width that its header does not contradict. */
async function readAlike(file: string, sky: PatchSet, { width }: CompareOrder): Promise<PatchSet> {
  const set = await readSet(file)
  if (set.rows !== sky.rows || set.columns !== sky.columns) {
    throw refused(
      file,
      'shape',
      `patches of ${set.rows} x ${set.columns} pixels cannot be compared with the ${sky.rows} x ${sky.columns} of ${sky.file}; cut or resample them alike`,
    )
  }
  widthOf(file, set, width)
  return set
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

const inSet = ({ count, rows, columns, values }: PatchSet) => ({
  count,
  patch: (index: number) => values.subarray(index * rows * columns, (index + 1) * rows * columns),
})

/**
 * Statistics of every patch of some sets. Two patches of a set share a Fourier transform; an odd one is paired with
 * itself.
 */
async function statisticsOfAll(
  sets: readonly PatchSet[],
  measures: PatchMeasures,
  { signal, onPatch }: { signal?: AbortSignal; onPatch(done: number): void },
): Promise<PatchStatistics[][]> {
  const pairs = sets.flatMap(({ count }, set) => {
    const half = Math.ceil(count / 2)
    return Array.from({ length: half }, (_, i) => ({ set, first: i, second: Math.min(i + half, count - 1) }))
  })
  const of = sets.map(inSet)
  const found: PatchStatistics[][] = sets.map(() => [])
  let [pair, done] = [0, 0]
  const answers = pairStatistics(
    pairs.length,
    (index) => {
      const { set, first, second } = pairs[index]
      return [of[set].patch(first), of[set].patch(second)]
    },
    measures,
    { signal },
  )
  for await (const { first: one, second: other } of answers) {
    const { set, first, second } = pairs[pair++]
    found[set][first] = one
    found[set][second] = other
    onPatch((done += first === second ? 1 : 2))
  }
  return found
}
