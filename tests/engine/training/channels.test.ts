import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodeChosen } from '../../../src-main/engine/inference/decode-chosen.ts'
import { decodedFiles } from '../../../src-main/engine/inference/decoded-files.ts'
import { reconstructSplit } from '../../../src-main/engine/inference/reconstruct-split.ts'
import { reconstructionFiles } from '../../../src-main/engine/inference/reconstruction-files.ts'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import type { EpochMetrics } from '../../../src-preload/contract/runs.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { newFolder, smallConfig, writeDataset } from './small-dataset.ts'

const shapeOf = async (file: string) => (await readNpy(file)).shape

describe('patches of I, Q and U', () => {
  const channels = 3
  const runFolder = newFolder()
  let datasetFolder: string
  beforeAll(async () => {
    datasetFolder = await writeDataset(newFolder(), 16, undefined, channels)
    await train({ datasetFolder, runFolder, config: { ...smallConfig, channels, epochs: 1 } })
  })

  test('are trained on: the weights and the sample have their channels', async () => {
    const { tensors, config } = await readCheckpoint(runFiles(runFolder).checkpoint(1))
    expect(config.channels).toBe(channels)
    expect(tensors['encoder/conv2d/kernel'].shape).toEqual([4, 4, channels, 4])
    expect(await shapeOf(runFiles(runFolder).sample(1))).toEqual([2, 16, 16, channels])
  })

  test('are reconstructed and sampled', async () => {
    const choice = {
      datasetFolder,
      runFolder,
      checkpoint: 'best',
      prior: null,
      solverSteps: 24,
      folder: newFolder(),
    } as const
    const outcome = await reconstructSplit({ ...choice, split: 'validation', samples: 25, seed: 0 })
    const files = reconstructionFiles(choice.folder)
    expect(await shapeOf(files.reconstructions)).toEqual([outcome.count, 16, 16, channels])
    const [originals, decoded] = [(await readNpy(files.originals)).data, (await readNpy(files.reconstructions)).data]
    const squares = Float64Array.from(originals as Float32Array, (value, i) => (value - Number(decoded[i])) ** 2)
    expect(outcome.meanSquaredError).toBeCloseTo(squares.reduce((sum, one) => sum + one, 0) / squares.length, 5)
    await decodeChosen({ ...choice, latents: { kind: 'samples', count: 21, seed: 0 } })
    expect(await shapeOf(decodedFiles(choice.folder, 'samples').pictures)).toEqual([21, 16, 16, channels])
  })

  test('are refused by a model of one channel', async () => {
    const one = train({ datasetFolder, runFolder: newFolder(), config: smallConfig })
    await expect(one).rejects.toThrow(`has patches of ${channels} channels, but the configuration is for 1`)
  })
})

test('what a masked pixel holds has no effect on evaluation: only good pixels are in the likelihood', async () => {
  const masks = new Uint8Array(32 * 256).map((_, i) => (i % 256 < 160 ? 1 : 0))
  const trained = async (filling: number) => {
    const datasetFolder = await writeDataset(newFolder(), 16, (values) =>
      values.forEach((_, i) => masks[i] === 0 && (values[i] = filling)),
    )
    await writeNpy(join(datasetFolder, 'masks.npy'), masks, [32, 16, 16])
    const rows: EpochMetrics[] = []
    // An encoder that is never trained and has no sight of the masked pixels cannot tell the two fillings apart.
    const config = { ...smallConfig, learningRate: 1e-9, epochs: 1, augment: false }
    await train({ datasetFolder, runFolder: newFolder(), config, onEpoch: (row) => void rows.push(row) })
    return rows[0]
  }
  const [zero, one] = [await trained(0), await trained(0.5)]
  // All 256 pixels would add 96 squares of the difference between decoded values and the filling.
  expect(Math.abs(one.validationReconstruction! / zero.validationReconstruction! - 1)).toBeLessThan(0.05)
  const without = await writeDataset()
  const rows: EpochMetrics[] = []
  const config = { ...smallConfig, learningRate: 1e-9, epochs: 1, augment: false }
  await train({ datasetFolder: without, runFolder: newFolder(), config, onEpoch: (row) => void rows.push(row) })
  // 160 of 256 pixels are good.
  expect(zero.validationReconstruction! / rows[0].validationReconstruction!).toBeCloseTo(160 / 256, 1)
})
