import { datasetChannels, type Patch } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import type { GivenConditions } from '../../engine/inference/drawn-patches.ts'
import { drawnPatches } from '../../engine/inference/drawn-patches.ts'
import { EngineError } from '../../engine/runtime/errors.ts'
import { conditionValues } from '../../engine/training/condition-values.ts'
import { conditionsAt } from '../../engine/training/patch-conditions.ts'
import { readCsv } from '../../files/csv.ts'
import { datasetFiles, readDataset, type DatasetRecord } from '../datasets/dataset-folder.ts'
import type { RunRecord } from '../runs/run-folder.ts'

/** The dataset that a run was trained on, as its samples use it. */
export interface SampledDataset {
  folder: string
  record: DatasetRecord
  patches: Patch[]
  channels: readonly Channel[]
}

/** @throws CirrusError refused if it is gone or other patches are in its place */
export async function readSampledDataset({ dataset }: Pick<RunRecord, 'dataset'>): Promise<SampledDataset> {
  const { folder, fingerprint } = dataset
  const { record, patches } = await readDataset(folder)
  if (record.fingerprint !== fingerprint) {
    throw refused(folder, 'dataset.json', 'these are not the patches that the run was trained on; restore its dataset')
  }
  return { folder, record, patches, channels: datasetChannels(record.recipe) }
}

/** What a sample takes over from a training patch. */
export interface TakenOver {
  patch: Patch
  /** Its values of the run's conditions. */
  conditions: readonly number[]
}

/**
 * The training patch that each sample takes its unknown numbers from: the same as the engine's.
 * @param names of the run's conditions
 * @throws CirrusError refused for a condition that the dataset doesn't have
 */
export async function patchesOfSamples(
  { folder, patches }: SampledDataset,
  names: readonly string[],
  draw: { count: number; seed: number; given: GivenConditions },
): Promise<TakenOver[]> {
  const indices = patches.map(({ index }) => index)
  const splits = { train: indices.filter((i) => patches[i].split === 'train'), validation: [], test: [], unused: [] }
  const conditions = await valuesOf({ folder, patches }, names)
  return inDataset(folder, () => {
    const source = { conditions, count: patches.length, splits }
    return drawnPatches({ source, names, ...draw }).map((index) => ({
      patch: patches[index],
      conditions: [...conditionsAt(source, index)],
    }))
  })
}

/**
 * The values of conditions, or other columns of numbers, in each training patch.
 * @throws CirrusError refused for one that the dataset doesn't have
 */
export async function trainingValues(
  dataset: Pick<SampledDataset, 'folder' | 'patches'>,
  names: readonly string[],
): Promise<number[][]> {
  const source = { conditions: await valuesOf(dataset, names), count: dataset.patches.length }
  return dataset.patches.flatMap(({ index, split }) => (split === 'train' ? [[...conditionsAt(source, index)]] : []))
}

/** float32 [patches, names] */
async function valuesOf({ folder, patches }: Pick<SampledDataset, 'folder' | 'patches'>, names: readonly string[]) {
  const { table } = datasetFiles(folder)
  const read = await readCsv(table)
  return inDataset(folder, () => conditionValues(read, table, names, patches.length))
}

/** What the engine's rules say of a dataset is a refusal here. */
function inDataset<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof EngineError ? refused(datasetFiles(folder).table, '', error.message) : error
  }
}
