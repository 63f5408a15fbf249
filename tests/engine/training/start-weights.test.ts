import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { modelWeights } from '../../../src-main/engine/model/model.ts'
import { writeWeightsFile } from '../../../src-main/engine/model/weights-file.ts'
import { checkpointEpochs, runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { train, type TrainOptions } from '../../../src-main/engine/training/train.ts'
import { newFolder, smallConfig, writeDataset } from './small-dataset.ts'

let datasetFolder: string
beforeAll(async () => {
  datasetFolder = await writeDataset()
})
const start = (options: Partial<TrainOptions> & { runFolder: string }) =>
  train({ datasetFolder, config: smallConfig, ...options })
const other = initialWeights(modelWeights(smallConfig), smallConfig.seed + 1)
const writtenWeights = async () => {
  const path = join(newFolder(), 'weights.safetensors')
  await writeWeightsFile(path, { config: smallConfig, epoch: 9, weights: other })
  return path
}

describe('a training that starts from the weights of a file', () => {
  test('has exactly these before its first step, and no optimiser state', async () => {
    const runFolder = newFolder()
    await start({ runFolder, weights: await writtenWeights(), signal: AbortSignal.abort() })
    const { tensors, progress } = await readCheckpoint(runFiles(runFolder).stopped)
    expect(progress).toMatchObject({ epoch: 0, step: 0 })
    for (const [name, { values }] of Object.entries(other)) expect(tensors[name].values, name).toEqual(values)
    const moments = Object.entries(tensors).filter(([name]) => /^adam\/.*\/[mv]$/.test(name))
    expect(moments.every(([, { values }]) => values.every((value) => value === 0))).toBe(true)
  })

  test('resumes from its own checkpoint, even without the file', async () => {
    const runFolder = newFolder()
    const weights = await writtenWeights()
    await start({ runFolder, weights, config: { ...smallConfig, epochs: 1 } })
    rmSync(weights)
    expect(await start({ runFolder, weights, resume: true })).toMatchObject({ state: 'complete', epoch: 3 })
  })

  test('is refused if its layers differ, and leaves nothing that looks like a training', async () => {
    const runFolder = newFolder()
    const config = { ...smallConfig, latentDimension: 4 }
    await expect(start({ runFolder, weights: await writtenWeights(), config })).rejects.toThrow(
      /weights.safetensors, tensor "encoder\/dense_1\/kernel": its shape is \[8, 6\], .*\[8, 8\].*latentDimension=3:/,
    )
    expect(await checkpointEpochs(runFolder)).toEqual([])
  })
})
