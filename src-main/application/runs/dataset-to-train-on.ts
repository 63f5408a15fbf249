import { datasetChannels, type Dataset } from '../../../src-preload/contract/datasets.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { counted } from '../../../src-shared/text/counted.ts'
import type { Context } from '../host/context.ts'
import { found } from '../host/found.ts'

/**
 * @param field form field of the configuration, for errors about its size
 * @throws CirrusError not-found | conflict if it is not complete | invalid-params if its patches have another size or
 *   other channels
 */
export function datasetToTrainOn(
  { catalog }: Context,
  id: string,
  { size, channels }: { size: number; channels: number },
  field: 'config' | 'base' = 'config',
): Dataset {
  const dataset = found(catalog.datasets.get(id), 'dataset', id)
  if (dataset.state !== 'complete') {
    const message = `${dataset.name} is ${dataset.state}; a run needs a complete dataset.`
    throw new CirrusError('conflict', message, undefined, { field: 'datasetId' })
  }
  const { size: pixels } = dataset.recipe
  if (pixels !== size) {
    const message = `${dataset.name} has patches of ${pixels} px, but the configuration is for ${size} px. Set its size to ${pixels}.`
    throw new CirrusError('invalid-params', message, undefined, { field: `${field}.size` })
  }
  const { length } = datasetChannels(dataset.recipe)
  if (length !== channels) {
    const message = `${dataset.name} has patches of ${counted(length, 'channel')}, but the configuration is for ${channels}. Set its channels to ${length}.`
    throw new CirrusError('invalid-params', message, undefined, { field: `${field}.channels` })
  }
  return dataset
}

/** @throws CirrusError invalid-params for a batch larger than the number of training patches */
export function checkBatchSize({ name, splits }: Dataset, { batchSize }: TrainingConfig): void {
  if (splits.train >= batchSize) return
  const message = `${name} has ${splits.train} training patches, fewer than one batch of ${batchSize}. Choose a smaller batch size.`
  throw new CirrusError('invalid-params', message, undefined, { field: 'config.batchSize' })
}
