import { beforeAll, describe, expect, test } from 'vitest'
import { trainingConfigSchema } from '../../../src-shared/model/configuration.ts'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { newFolder, smallConfig, smallSpatialConfig } from './small-dataset.ts'
import { numbersOf, smallTrainings, stopAfter, type SmallTrainings } from './small-training.ts'

let run: SmallTrainings['run']
beforeAll(async () => {
  ;({ run } = await smallTrainings())
}, 60_000)

describe('spatial with a learned width', () => {
  test('stopped and resumed ends with the same weights, bit for bit', async () => {
    const [whole, broken] = [newFolder(), newFolder()]
    await run({ runFolder: whole }, smallSpatialConfig)
    expect(await run({ runFolder: broken, ...stopAfter(9) }, smallSpatialConfig)).toMatchObject({
      state: 'interrupted',
    })
    await run({ runFolder: broken, resume: true }, smallSpatialConfig)
    const [one, other] = [whole, broken].map((folder) => readCheckpoint(runFiles(folder).checkpoint(3)))
    const { tensors } = await one
    expect((await other).tensors).toEqual(tensors)
    expect(tensors['likelihood/log_width'].values[0]).not.toBe(0)
    expect(await numbersOf(broken)).toEqual(await numbersOf(whole))
  })

  test('lowers the negative ELBO and the error of unseen patches', async () => {
    const epochs: EpochMetrics[] = []
    await run(
      { runFolder: newFolder(), onEpoch: (metrics) => void epochs.push(metrics) },
      { ...smallSpatialConfig, epochs: 30, learningRate: 3e-3 },
    )
    const pixels = 16 * 16
    // With the initial width of 1, even a perfect reconstruction costs ln(2 pi) / 2 nats per pixel.
    expect(epochs[29].validationReconstruction! / pixels).toBeLessThan(Math.log(2 * Math.PI) / 2)
    expect(epochs[29].validationLoss).toBeLessThan(epochs[0].validationLoss)
  })

  test('cannot be resumed as another architecture', async () => {
    const runFolder = newFolder()
    await run({ runFolder }, { epochs: 1 })
    await expect(run({ runFolder, resume: true }, smallSpatialConfig)).rejects.toThrow(
      /different architecture, latentDimension, likelihoodWidth/,
    )
  })

  test('is not the default of older configurations, which use the paper’s architecture', () => {
    const { architecture: _, ...before } = smallConfig
    expect(trainingConfigSchema.parse(before)).toEqual(smallConfig)
  })
})
