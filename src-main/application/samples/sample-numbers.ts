import type { SampleNumber } from '../../../src-preload/contract/samples.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { median } from '../../../src-shared/statistics/quantile.ts'
import { standardColumns } from '../datasets/dataset-folder.ts'
import { drawnUnder } from '../priors/drawn-under.ts'
import { readRunOfPatches } from '../runs/run-of-patches.ts'
import { readSampledDataset, trainingValues } from './sampled-dataset.ts'

/**
 * The numbers that samples of a run can be given, with the range of training patches: conditions of its flow or prior
 * first, then what brings samples back to the map's unit, where each patch has its own.
 * @param prior its name; N(0, 1), or a flow's own noise, if omitted
 * @throws CirrusError refused for a folder without a run or a prior, or a dataset without one of the conditions
 */
export async function sampleNumbers(run: string, prior: string | undefined): Promise<SampleNumber[]> {
  const [{ record }, told] = await Promise.all([readRunOfPatches(run), drawnUnder(run, prior)])
  const dataset = await readSampledDataset(record).catch((error: unknown) => {
    // Conditions can be given without it.
    if (error instanceof CirrusError && error.code === 'refused') return null
    throw error
  })
  const own = dataset && dataset.record.recipe.standardisation === 'patch'
  const undo = own ? standardColumns(dataset.channels).flat() : []
  const names = [...told, ...undo.filter((name) => !told.includes(name))]
  const values = dataset && (await trainingValues(dataset, names))
  return names.map((name, c) => ({
    name,
    told: told.includes(name),
    undoes: undo.includes(name),
    range: values && rangeOf(values.map((one) => one[c])),
  }))
}

function rangeOf(values: readonly number[]): SampleNumber['range'] {
  const sorted = values.toSorted((a, b) => a - b)
  return { least: sorted[0], median: median(sorted), most: sorted.at(-1)! }
}
