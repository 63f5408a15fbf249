import { describe, expect, it } from 'vitest'
import type { Context } from '../../../src-main/application/host/context.ts'
import { checkBatchSize, datasetToTrainOn } from '../../../src-main/application/runs/dataset-to-train-on.ts'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import { exampleDataset } from '../../catalog/examples.ts'
import { smallTraining } from '../small-application.ts'

const contextOf = (dataset: Dataset) =>
  ({ catalog: { datasets: { get: (id: string) => (id === dataset.id ? dataset : null) } } }) as unknown as Context
const thrownBy = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error
  }
  return null
}

const patches = { size: 64, channels: 1 }

describe('the dataset of a new run', () => {
  it('is found by id, complete and of the configuration’s size', () => {
    expect(datasetToTrainOn(contextOf(exampleDataset), 'iris-64', patches)).toBe(exampleDataset)
    expect(thrownBy(() => datasetToTrainOn(contextOf(exampleDataset), 'gone', patches))).toMatchObject({
      code: 'not-found',
      message: 'There is no dataset gone.',
    })
  })

  it.each(['waiting', 'running', 'failed', 'interrupted'] as const)('is refused while it is %s', (state) => {
    expect(thrownBy(() => datasetToTrainOn(contextOf({ ...exampleDataset, state }), 'iris-64', patches))).toMatchObject(
      {
        code: 'conflict',
        field: 'datasetId',
        message: `iris-64 is ${state}; a run needs a complete dataset.`,
      },
    )
  })

  it('of other channels is refused, naming the form’s field', () => {
    const two = { size: 64, channels: 2 }
    expect(thrownBy(() => datasetToTrainOn(contextOf(exampleDataset), 'iris-64', two))).toMatchObject({
      code: 'invalid-params',
      field: 'config.channels',
      message: 'iris-64 has patches of 1 channel, but the configuration is for 2. Set its channels to 1.',
    })
  })

  it('of another size is refused, naming the form’s field', () => {
    const of = (field?: 'base') =>
      thrownBy(() => datasetToTrainOn(contextOf(exampleDataset), 'iris-64', { size: 128, channels: 1 }, field))
    expect(of()).toMatchObject({
      code: 'invalid-params',
      field: 'config.size',
      message: 'iris-64 has patches of 64 px, but the configuration is for 128 px. Set its size to 64.',
    })
    expect(of('base')).toMatchObject({ field: 'base.size' })
  })

  it('needs at least as many training patches as a batch', () => {
    const of = (train: number) => () =>
      checkBatchSize({ ...exampleDataset, splits: { ...exampleDataset.splits, train } }, smallTraining)
    expect(smallTraining.batchSize).toBe(16)
    expect(thrownBy(of(16))).toBeNull()
    expect(thrownBy(of(15))).toMatchObject({
      code: 'invalid-params',
      field: 'config.batchSize',
      message: 'iris-64 has 15 training patches, fewer than one batch of 16. Choose a smaller batch size.',
    })
  })
})
