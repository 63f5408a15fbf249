import { renameSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { sampleNumbers } from '../../../src-main/application/samples/sample-numbers.ts'
import { quantiles } from '../../../src-shared/statistics/quantile.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'
import { smallTraining } from '../small-application.ts'

const made = madeRun()
const conditioned = made.at('conditioned')
beforeAll(async () => {
  const config = { ...smallTraining, architecture: 'flow' as const, conditions: ['std', 'latitude'] }
  const signal = new AbortController().signal
  await trainRun(madeEngine(), { dataset: made.dataset, folder: conditioned, config, signal })
})

const rangeIn = (values: readonly number[]) => {
  const [least, median, most] = quantiles(values, [0, 0.5, 1])
  return { least: expect.closeTo(least, 5), median: expect.closeTo(median, 5), most: expect.closeTo(most, 5) }
}
const training = async () => (await readDataset(made.dataset)).patches.filter(({ split }) => split === 'train')

describe('the numbers that samples can be given', () => {
  it('are a flow’s conditions first, then what undoes the standardisation, with the range of training patches', async () => {
    const train = await training()
    expect(await sampleNumbers(conditioned, undefined)).toEqual([
      { name: 'std', told: true, undoes: true, range: rangeIn(train.map(({ std }) => std)) },
      { name: 'latitude', told: true, undoes: false, range: rangeIn(train.map(({ lat }) => Math.abs(lat!))) },
      { name: 'mean', told: false, undoes: true, range: rangeIn(train.map(({ mean }) => mean)) },
    ])
  })

  it('of an autoencoder are mean and std alone', async () => {
    const names = (await sampleNumbers(made.run, undefined)).map(({ name, told }) => [name, told])
    expect(names).toEqual([
      ['mean', false],
      ['std', false],
    ])
  })

  it('of a run whose dataset is gone are its conditions, without a range', async () => {
    renameSync(made.dataset, made.at('elsewhere'))
    try {
      expect(await sampleNumbers(conditioned, undefined)).toEqual([
        { name: 'std', told: true, undoes: false, range: null },
        { name: 'latitude', told: true, undoes: false, range: null },
      ])
      expect(await sampleNumbers(made.run, undefined)).toEqual([])
    } finally {
      renameSync(made.at('elsewhere'), made.dataset)
    }
  })

  it('of a prior that the run doesn’t have are refused', async () => {
    await expect(sampleNumbers(made.run, 'nobody')).rejects.toMatchObject({ code: 'refused' })
  })
})
