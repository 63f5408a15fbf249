import { basename } from 'node:path'
import { pixelShares, type ChannelComparison, type Comparison } from '../../../src-shared/validation/results.ts'
import type { SpectrumRecipe } from '../../../src-shared/statistics/spectrum-recipe.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelSets, type Channel, type ChannelSet } from '../../../src-shared/sky/channels.ts'
import type { ClassifierComparison, ClassifierSettings } from '../../../src-shared/validation/classifier-test.ts'
import { fourierModes } from '../../../src-shared/statistics/bands.ts'
import { binEdges } from '../../../src-shared/statistics/histogram.ts'
import { evenThresholds } from '../../../src-shared/statistics/minkowski-functionals.ts'
import type { PatchMeasures, PatchStatistics } from '../../../src-shared/statistics/patch-statistics.ts'
import { commonRange } from './common-range.ts'
import { pairStatistics } from './measure/set-statistics.ts'
import type { Engine } from '../host/engine.ts'
import { widthOf } from '../maps/image-facts.ts'
import { withThread } from './measure/measure-thread.ts'
import { sampleResults } from './measure/sample-results.ts'
import { classifierStatistic, classifyModels } from './classify-models.ts'
import { setFeatures } from './measure/set-features.ts'
import { patchPositions } from './patch-positions.ts'
import { channelIn, readPatchSet, type PatchSet } from './read-patch-set.ts'
import { setResults, statisticTests } from './measure/set-results.ts'
import { readSpectrumSky, withSoundBands } from '../maps/spectrum-sky.ts'

export interface CompareOrder {
  first: string
  second: string
  /** Further sets to measure against the first one, and other sky: the floor of all distances. */
  others?: readonly string[]
  floor?: string | null
  /** .npy files [patches, rows, columns] of the good pixels (1) of the first two sets. */
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
  /** Trains a classifier for each set, with this engine; by default none. */
  classifier?: { engine: Engine; settings: ClassifierSettings } | null
  signal?: AbortSignal
  onPatch?(done: number, count: number): void
  /** Steps of the classifiers, after all patches are measured. */
  onStep?(done: number, count: number): void
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
    const onStep = (done: number, count: number) => order.onStep?.(i * count + done, each.length * count)
    compared[channel] = await compareOne(sets, channel, { ...order, onPatch, onStep })
  }
  const { rows, columns } = sets.sky
  const spectrumSky = await readSpectrumSky(order.first, { rows, columns, width: order.width }, order.spectra)
  const [first, second, statistics] = await withThread(order.signal, async (measure) => {
    const modesOf = ({ values, masks }: PatchSet) =>
      measure('modes', { stacks: [values], masks, channels: each.length, sky: spectrumSky })
    const distances = await measure('polarisedStatistics', {
      ...{ ...sets, channels: each.length, setting: spectrumSky, absolute: true },
    })
    return [await modesOf(sets.sky), await modesOf(sets.models[0]), distances] as const
  })
  const { ell, leakage } = first
  const { bands } = fourierModes(spectrumSky.patch, spectrumSky.bands)
  const samples = { models: sets.models.map(({ file }) => basename(file)), statistics }
  return {
    channels: compared,
    polarised: { ell, bands, leakage, first: first.modes[0], second: second.modes[0], samples },
  }
}

/** Patches of the sky, of models to be measured against it, and of other sky. */
interface Sets {
  sky: PatchSet
  models: readonly PatchSet[]
  floor: PatchSet | null
}

async function readSets(order: CompareOrder, channels: ChannelSet): Promise<Sets> {
  const { first, second, others = [], floor = null, masks } = order
  const sky = await readPatchSet(first, channels, masks?.first ?? null)
  widthOf(first, sky, order.width)
  const alike = (file: string, maskFile: string | null) => readAlike(file, maskFile, channels, sky, order)
  const models = [await alike(second, masks?.second ?? null)]
  for (const file of others) models.push(await alike(file, null))
  return { sky, models, floor: floor === null ? null : await alike(floor, null) }
}

/** A set of patches with as many pixels as those of the sky, and a width that its header does not contradict. */
async function readAlike(
  file: string,
  masks: string | null,
  channels: ChannelSet,
  { rows, columns, file: first }: PatchSet,
  { width }: CompareOrder,
): Promise<PatchSet> {
  const set = await readPatchSet(file, channels, masks)
  if (set.rows !== rows || set.columns !== columns) {
    throw refused(
      file,
      'shape',
      `patches of ${set.rows} x ${set.columns} pixels cannot be compared with the ${rows} x ${columns} of ${first}; cut or resample them alike`,
    )
  }
  widthOf(file, set, width)
  return set
}

async function compareOne({ sky, models, floor }: Sets, channel: Channel, order: CompareOrder): Promise<Comparison> {
  const { rows, columns } = sky
  const sets = [sky, ...models, ...(floor ? [floor] : [])].map((set) => oneChannel(set, channel))
  const range = order.range ?? commonRange([sets[0].values, sets[1].values])
  const edges = binEdges(range[0], range[1], order.bins)
  const thresholds = evenThresholds(range[0], range[1], order.thresholds)
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
    features: await setFeatures(sets, measures, {
      signal,
      onPatch: (done) => onPatch?.((count + done) / 2, count),
    }),
  }))
  const { bands } = fourierModes(measures.patch, measures.bands)
  const ell = bands.map(({ from, to }) => (from + to) / 2)
  const grid = { edges, thresholds, ell }
  const sampled = sets.map((_, i) => ({ statistics: statistics[i], features: features.sets[i] }))
  const [first, second] = statistics
  const classifier = order.classifier ? await classify(order.classifier, { sky, models, floor }, channel, order) : null
  const samples = sampleResults({
    sky: sampled[0],
    floor: floor && sampled.at(-1)!,
    models: models.map(({ file }, i) => ({ name: basename(file), ...sampled[i + 1] })),
    grids: { statistics: grid, features: features.grid },
  })
  if (classifier) samples.statistics.push(classifierStatistic(classifier))
  return {
    unit: order.unit,
    ...grid,
    bands,
    width: order.width,
    spectra: order.spectra,
    first: setResults(first),
    second: setResults(second),
    tests: statisticTests(first, second, grid),
    samples,
    classifier,
  }
}

async function classify(
  { engine, settings }: NonNullable<CompareOrder['classifier']>,
  { sky, models, floor }: Sets,
  channel: Channel,
  { width, signal, onStep }: CompareOrder,
): Promise<ClassifierComparison> {
  const of = async (set: PatchSet) => ({
    ...set,
    values: channelIn(set, channel),
    positions: await patchPositions(set.file, set.count),
  })
  const sets = { sky: await of(sky), models: await Promise.all(models.map(of)), floor: floor && (await of(floor)) }
  return classifyModels(engine, sets, { ...settings, width, signal, onStep })
}

/** One channel of a set, patch by patch. */
interface SkyPatches {
  count: number
  values: Float32Array
  patch(index: number): Float32Array
}

function oneChannel(set: PatchSet, channel: Channel): SkyPatches {
  const values = channelIn(set, channel)
  const length = set.rows * set.columns
  return { count: set.count, values, patch: (index) => values.subarray(index * length, (index + 1) * length) }
}

/**
 * Statistics of every patch of some sets. Two patches of a set share a Fourier transform; an odd one is paired with
 * itself.
 */
async function statisticsOfAll(
  sets: readonly SkyPatches[],
  measures: PatchMeasures,
  { signal, onPatch }: { signal?: AbortSignal; onPatch(done: number): void },
): Promise<PatchStatistics[][]> {
  const pairs = sets.flatMap(({ count }, set) => {
    const half = Math.ceil(count / 2)
    return Array.from({ length: half }, (_, i) => ({ set, first: i, second: Math.min(i + half, count - 1) }))
  })
  const found: PatchStatistics[][] = sets.map(() => [])
  let [pair, done] = [0, 0]
  const answers = pairStatistics(
    pairs.length,
    (index) => {
      const { set, first, second } = pairs[index]
      return [sets[set].patch(first), sets[set].patch(second)]
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
