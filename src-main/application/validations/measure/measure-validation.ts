import { datasetChannels, standardOf, type Patch } from '../../../../src-preload/contract/datasets.ts'
import { channelOf, interleaved, scalingOf } from '../../../../src-shared/sky/channels.ts'
import type { ValidationResults } from '../../../../src-shared/validation/results.ts'
import type { ValidationArray, ValidationPictures } from '../../../../src-preload/contract/validations.ts'
import { patchInMapUnit } from '../../../../src-shared/sky/patch-in-map-unit.ts'
import { toMapUnits } from '../../../../src-shared/sky/scale.ts'
import { evenlySpread } from '../../../../src-shared/statistics/evenly-spread.ts'
import { unitOf } from '../../datasets/patch-origin.ts'
import type { DatasetRecord } from '../../datasets/dataset-folder.ts'
import { withSoundBands, type SpectrumSky } from '../../maps/spectrum-sky.ts'
import { readValidationArray, writeValidationArray, type ValidationRecord } from '../validation-folder.ts'
import { withThread, type MeasureInWorker } from './measure-thread.ts'
import { measureSets, type PatchSets } from './measure-sets.ts'
import { measureMemorisation } from './memorisation.ts'
import { difference, mapSets, standardSets, withHoles, type ValidatedPictures } from './patch-sets.ts'
import { measureSamples } from './measure-samples.ts'
import { writeSpectra } from './spectra-arrays.ts'
import { readSplitMasks, readSplitPatches } from './split-patches.ts'
import { mapMeasures, standardMeasures, type UnitMeasures } from './unit-measures.ts'
import { meanSquaredErrors, unitResults } from './unit-results.ts'

export interface MeasureOrder {
  dataset: string
  record: DatasetRecord
  /** Patches of the validated split, and those the run was trained on. */
  patches: Patch[]
  train: Patch[]
  latents: number
  /** Most training patches that are compared with the patches, as many as there are prior samples. */
  mostTrain: number
  /** The setting for measuring spectra. */
  sky: SpectrumSky
  /** The place of the measured channel. */
  channel: number
  /** Whether the training saw rotated and flipped patches. */
  symmetries: boolean
  /** Holds the model's reconstructions and samples; all arrays are written there too. */
  folder: string
  signal?: AbortSignal
  onProgress(fraction: number, note: string): void
}

/** The results of a validation, as recorded. */
export type Measured = Pick<ValidationRecord, 'patches' | 'nearest'> & {
  results: Omit<ValidationResults, 'latentCeiling' | 'seconds' | 'classifier' | 'likelihoods'>
}

/**
 * Computes all statistics of a validation from the model's reconstructions and samples, and writes every array.
 * @throws the signal's reason when aborted
 */
export const measureValidation = (order: MeasureOrder): Promise<Measured> =>
  withThread(order.signal, (measureInWorker) => measureAll(order, measureInWorker))

async function measureAll(order: MeasureOrder, measureInWorker: MeasureInWorker): Promise<Measured> {
  const { record, folder, sky, signal, onProgress, channel } = order
  const channels = datasetChannels(record.recipe)
  const patches = order.patches.map((patch) => ofChannel(patch, channel))
  // The nearest training patch is looked for by moving pixels, which would not turn Q and U.
  const symmetries = order.symmetries && channels[channel] === 'I'
  const { size } = record.recipe
  const scaling = scalingOf(channels[channel], record.recipe)
  const pixels = size ** 2
  const write = (name: ValidationArray | ValidationPictures, values: Float32Array, ...shape: number[]) =>
    writeValidationArray(folder, name, values, shape)

  const { pictures, components } = await gather({ ...order, patches }, measureInWorker)
  const { originals } = pictures
  await write('residuals', pictures.residuals, patches.length, size, size)
  await write('linear', pictures.linear, patches.length, size, size)

  const masks = {
    own: await readSplitMasks(order.dataset, patches, size),
    train: await readSplitMasks(order.dataset, order.train, size),
  }
  const standard = withHoles(standardSets(pictures, pixels), masks, pictures.chosen)
  const standardMeasure = standardMeasures(sky)
  const map = mapSets(standard, pictures, scaling)
  const mapMeasure = mapMeasures(sky, scaling, originals.length, (place) => {
    const patch = patches[Math.floor(place / pixels)]
    return masks.own?.[place] === 0 ? NaN : toMapUnits([originals[place]], patch, scaling)[0]
  })
  const statistics = (sets: PatchSets, { measures }: UnitMeasures, from: number, what: string) =>
    withSoundBands(order.dataset, () =>
      measureSets(sets, measures, {
        signal,
        onPair: (done, count) => onProgress(from + 0.2 * (done / count), `measuring ${what}`),
      }),
    )
  const inStandard = await statistics(standard, standardMeasure, 0.2, 'standardised patches')
  const inMap = await statistics(map, mapMeasure, 0.4, 'patches in the map’s unit')
  await writeSpectra(folder, inStandard)

  onProgress(0.6, 'testing each set against the patches')
  const test = (name: 'reconstruction' | 'linear' | 'sample' | 'train') => {
    const { original: first, [name]: second } = inStandard.sets
    return measureInWorker('tests', { first, second: second!, grid: standardMeasure.grid })
  }
  const tests = {
    reconstruction: await test('reconstruction'),
    linear: await test('linear'),
    sample: await test('sample'),
    train: await test('train'),
  }

  const samples = await withSoundBands(order.dataset, () =>
    measureSamples(standard, inStandard.sets, standardMeasure, measureInWorker, {
      signal,
      onPatch: (done, count) => onProgress(0.62 + 0.22 * (done / count), 'measuring what tells samples from the sky'),
    }),
  )

  onProgress(0.85, 'measuring the latents')
  const posteriors = await Promise.all([
    readValidationArray(folder, 'latent-mean'),
    readValidationArray(folder, 'latent-log-width'),
  ])
  const [mean, logWidth] = posteriors.map(({ values }) => values)
  const latents = await measureInWorker('latents', { mean, logWidth, latents: order.latents })
  await write('latent-plane', latents.plane, patches.length, 2)
  if (latents.covariance) await write('latent-covariance', latents.covariance, order.latents, order.latents)

  const memorisation = await measureMemorisation(pictures, pixels, symmetries, {
    signal,
    onPatch: (done, count) => onProgress(0.9 + 0.1 * (done / count), 'finding the nearest training patches'),
  })
  await write('nearest', memorisation.pictures, memorisation.nearest.length, size, size)

  const polarised =
    channels.length === 1
      ? null
      : await withSoundBands(order.dataset, async () => {
          const all = async (name: ValidationPictures) => (await readValidationArray(folder, name)).values
          const sets = {
            original: await all('originals'),
            reconstruction: await all('reconstructions'),
            sample: await all('samples'),
          }
          const floor = await wholePatches(order, pictures.chosen)
          const absoluteOf = absoluteValues(record.recipe, order.patches[0])
          const zeroed = absoluteOf ?? ((values: Float32Array) => values)
          samples.statistics.push(
            ...(await measureInWorker('polarisedStatistics', {
              sky: { values: zeroed(sets.original), masks: masks.own },
              floor: { ...floor, values: zeroed(floor.values) },
              models: [{ values: zeroed(sets.sample), masks: null }],
              ...{ channels: channels.length, setting: sky, absolute: absoluteOf !== null },
            })),
          )
          return measureInWorker('polarised', { sets, masks: masks.own, channels: channels.length, sky })
        })

  const errors = meanSquaredErrors(standard, 'reconstruction')
  return {
    results: {
      standard: unitResults('', standardMeasure, standard, inStandard),
      map: unitResults(unitOf(record), mapMeasure, map, inMap),
      tests,
      latents: latents.results,
      polarised,
      memorisation: memorisation.results,
      samples,
      components,
    },
    patches: patches.map(({ index, lon, lat, rotation, mean, std }, i) => ({
      index,
      lon,
      lat,
      rotation,
      meanSquaredError: errors[i],
      kl: latents.patchKl[i],
      mean,
      std,
    })),
    nearest: memorisation.nearest,
  }
}

/** All channels of some training patches, and their masks. */
async function wholePatches({ dataset, record, train }: MeasureOrder, chosen: readonly number[]) {
  const { size } = record.recipe
  const patches = chosen.map((place) => train[place])
  const channels = datasetChannels(record.recipe).length
  const planes: Float32Array[] = []
  for (let channel = 0; channel < channels; channel++)
    planes.push((await readSplitPatches(dataset, patches, { size, channels, channel })).values)
  return { values: interleaved(planes), masks: await readSplitMasks(dataset, patches, size) }
}

/**
 * Puts values of all channels where the sky's zero is, by the one standard of all patches; null where each patch has its own,
 * as samples then have none.
 */
function absoluteValues({ standardisation, ...recipe }: DatasetRecord['recipe'], patch: Patch) {
  if (standardisation === 'patch') return null
  const channels = datasetChannels(recipe)
  const standards = channels.map((_, c) => standardOf(patch, c))
  return (values: Float32Array) => patchInMapUnit(values, channels, standards, recipe)
}

/** A patch with the mean and standard deviation of one channel. */
const ofChannel = (patch: Patch, channel: number): Patch => ({ ...patch, ...standardOf(patch, channel) })

/** All pictures: those of the model, and those of a linear model with as many numbers per patch. */
async function gather(
  { dataset, record, patches, train, latents, mostTrain, folder, channel, onProgress }: MeasureOrder,
  measureInWorker: MeasureInWorker,
) {
  const { size } = record.recipe
  onProgress(0, 'reading patches and reconstructions')
  const channels = datasetChannels(record.recipe).length
  const read = async (name: ValidationPictures) =>
    channelOf((await readValidationArray(folder, name)).values, channels, channel)
  const [originals, reconstructions, samples] = [
    await read('originals'),
    await read('reconstructions'),
    await read('samples'),
  ]
  const training = await readSplitPatches(
    dataset,
    train.map((patch) => ofChannel(patch, channel)),
    { size, channels, channel },
  )
  onProgress(0.02, `finding ${latents} principal components of ${train.length} training patches`)
  const asked = { train: training.values, patches: originals, size: size ** 2, components: latents }
  const { linear, components } = await measureInWorker('linear', asked)
  const pictures: ValidatedPictures = {
    patches,
    originals,
    reconstructions,
    residuals: difference(originals, reconstructions),
    linear,
    samples,
    train: training,
    chosen: evenlySpread(train.length, mostTrain),
  }
  return { pictures, components }
}
