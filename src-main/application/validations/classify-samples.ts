import { existsSync } from 'node:fs'
import type { Patch } from '../../../src-preload/contract/datasets.ts'
import { datasetChannels } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { classifierSettingsSchema, type ClassifierTest } from '../../../src-shared/validation/classifier-test.ts'
import type { ValidationResults } from '../../../src-shared/validation/results.ts'
import { datasetFiles, type DatasetRecord } from '../datasets/dataset-folder.ts'
import type { Engine } from '../host/engine.ts'
import { classifierStatistic } from './classify-models.ts'
import { classifySets } from './classify-sets.ts'
import { readSplitPatches } from './measure/split-patches.ts'
import { readValidationArray, validationFiles } from './validation-folder.ts'

/** @throws CirrusError refused for a dataset of patches with missing pixels, by which a classifier would know them */
export function requireWholePatches(dataset: string): void {
  if (existsSync(datasetFiles(dataset).masks))
    throw refused(dataset, 'masks.npy', 'a classifier would know patches by their filled holes; leave it out')
}

/**
 * Classifier two-sample test of a validation's prior samples and the patches of its split, standardised.
 * @throws CirrusError as `classifySets`
 */
export async function classifySamples(
  engine: Engine,
  order: {
    dataset: string
    record: DatasetRecord
    patches: Patch[]
    /** Holds the samples. */
    folder: string
    /** The place of the measured channel. */
    channel: number
    signal?: AbortSignal
    onStep?(done: number, count: number): void
  },
): Promise<ClassifierTest> {
  const { dataset, record, patches, folder, channel, signal, onStep } = order
  const { size, width } = record.recipe
  const channels = datasetChannels(record.recipe).length
  const own = await readSplitPatches(dataset, patches, { size, channels, channel })
  const samples = channelOf((await readValidationArray(folder, 'samples')).values, channels, channel)
  const set = (file: string, values: Float32Array) => ({
    ...{ file, values, rows: size, columns: size },
    count: values.length / size ** 2,
  })
  const places = patches.flatMap(({ lon, lat, rotation }) =>
    lon === null || lat === null ? [] : [{ lon, lat, rotation }],
  )
  return classifySets(
    engine,
    [
      {
        ...set(datasetFiles(dataset).patches, own.values),
        positions: places.length === patches.length ? places : null,
      },
      { ...set(validationFiles(folder).array('samples'), samples), positions: null },
    ],
    { ...classifierSettingsSchema.parse({}), width, signal, onStep },
  )
}

/** Results with those of a classifier, whose accuracy is also one of the statistics of samples. */
export function withClassifier<Results extends Pick<ValidationResults, 'samples'>>(
  results: Results,
  classifier: ClassifierTest | null,
): Results & Pick<ValidationResults, 'classifier'> {
  if (classifier === null || results.samples === null) return { ...results, classifier }
  const statistic = classifierStatistic({ models: [classifier], floor: null })
  const samples = { ...results.samples, statistics: [...results.samples.statistics, statistic] }
  return { ...results, samples, classifier }
}
