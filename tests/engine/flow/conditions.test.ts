import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { scalingsOf } from '../../../src-main/engine/flow/conditions.ts'
import { drawnPatches, type GivenConditions } from '../../../src-main/engine/inference/drawn-patches.ts'
import { decodeChosen } from '../../../src-main/engine/inference/decode-chosen.ts'
import { decodedFiles } from '../../../src-main/engine/inference/decoded-files.ts'
import { likelihood } from '../../../src-main/engine/inference/likelihood.ts'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { modelWeights } from '../../../src-main/engine/model/model.ts'
import { readWeightsFile, writeWeightsFile } from '../../../src-main/engine/model/weights-file.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import type { LatentChoice } from '../../../src-main/engine/contract.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { newFolder, smallConfig } from '../training/small-dataset.ts'
import { levelSize, writeLevels } from './levels.ts'

const conditioned: TrainingConfig = {
  ...smallConfig,
  preset: 'flow',
  architecture: 'flow',
  size: levelSize,
  encoderFilters: [8],
  blocks: 1,
  embedding: 16,
  latentDimension: levelSize ** 2,
  conditions: ['mean', 'latitude'],
  learningRate: 1e-2,
  beta1: 0.9,
  batchSize: 16,
  epochs: 6,
  checkpointEvery: 6,
  averaging: 0.98,
}

describe('the patches that samples take their conditions from', () => {
  // Latitudes 0 to 99, and levels that double with every ten degrees.
  const latitudes = Array.from({ length: 100 }, (_, i) => i)
  const source = {
    count: 100,
    conditions: Float32Array.from(latitudes.flatMap((b) => [b, 2 ** (b / 10)])),
    splits: { train: latitudes.slice(0, 90), validation: [90], test: [], unused: [] },
  }
  const drawn = (count: number, given: GivenConditions = {}, seed = 1) =>
    drawnPatches({ source, names: ['latitude', 'mean'], count, seed, given })

  it('are training patches, the same for a sample however many are drawn', () => {
    const many = drawn(1000)
    expect(drawn(8)).toEqual(many.slice(0, 8))
    expect(drawn(8, {}, 2)).not.toEqual(many.slice(0, 8))
    expect(Math.max(...many)).toBe(89)
    expect(new Set(many).size).toBe(90)
  })
  it('are near in the conditions that are given, to all samples or each', () => {
    expect(new Set(drawn(100, { latitude: 50.2 }))).toEqual(new Set([47, 48, 49, 50, 51, 52, 53, 54]))
    expect(new Set(drawn(100, { mean: 2 ** 8.52 }))).toEqual(new Set(latitudes.slice(82, 90)))
    const each = drawn(3, { latitude: [10, 80, 10] })
    each.forEach((patch, i) => expect(Math.abs(patch - [10, 80, 10][i])).toBeLessThan(5))
  })
})

const meanOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('a flow with conditions', () => {
  let datasetFolder = ''
  const runFolder = newFolder()
  beforeAll(async () => {
    datasetFolder = await writeLevels()
    await train({ datasetFolder, runFolder, config: conditioned })
  })
  const decode = async (latents: LatentChoice, solverSteps = 8) => {
    const folder = newFolder()
    await decodeChosen({ runFolder, datasetFolder, checkpoint: 'last', prior: null, solverSteps, latents, folder })
    return (await readNpy(decodedFiles(folder, latents.kind).pictures)).data as Float32Array
  }

  it('makes patches as the conditions say', async () => {
    for (const mean of [0.4, 1, 3]) {
      const drawn = await decode({ kind: 'samples', count: 8, seed: 2, given: { mean } })
      expect(Math.abs(meanOf(drawn) - Math.log(mean))).toBeLessThan(0.15)
    }
  })

  it('takes those that are not given from training patches, the same for a sample however many are drawn', async () => {
    const [few, many] = [
      await decode({ kind: 'samples', count: 3, seed: 5 }),
      await decode({ kind: 'samples', count: 24, seed: 5 }),
    ]
    expect(few).toEqual(many.subarray(0, few.length))
    const levels = Array.from({ length: 24 }, (_, i) => meanOf(many.subarray(16 * i, 16 * (i + 1))))
    // ln of the means is a normal distribution of width 1.
    expect(Math.min(...levels)).toBeLessThan(-0.7)
    expect(Math.max(...levels)).toBeGreaterThan(0.7)
  })

  it('has a density of patches under their conditions', async () => {
    const order = { runFolder, datasetFolder, checkpoint: 'last', prior: null, seed: 0, solverSteps: 8 } as const
    const { densities } = await likelihood({ ...order, split: 'validation', count: 8 })
    // Once the level is known, all that is left of a patch is noise of 0.1: 0.9 nats a value, and -1.4 for N(0, 1).
    const mean = densities.reduce((sum, { logDensity }) => sum + logDensity, 0) / (8 * levelSize ** 2)
    expect(mean).toBeGreaterThan(0)
    expect(mean).toBeLessThan(1)
  })

  it('interpolates between patches under conditions in between, and ends at the patches', async () => {
    const path = await decode({ kind: 'interpolation', from: 0, to: 1, steps: 1 }, 48)
    const patches = (await readNpy(join(datasetFolder, 'patches.npy'))).data as Float32Array
    for (let i = 0; i < 16; i++) {
      expect(Math.abs(path[i] - patches[i])).toBeLessThan(0.03)
      expect(Math.abs(path[32 + i] - patches[16 + i])).toBeLessThan(0.03)
    }
  })

  it('keeps how they are scaled with its weights, through an export and back', async () => {
    const model = await readTrainedModel(runFolder, 'last')
    const [mean, latitude] = scalingsOf(model.weights)
    expect(mean.log).toBe(true)
    expect(Math.abs(mean.centre)).toBeLessThan(0.2)
    // |b| from 20 to 69.
    expect(latitude.centre).toBeGreaterThan(40)
    expect(latitude.centre).toBeLessThan(48)
    const file = join(newFolder(), 'weights.safetensors')
    await writeWeightsFile(file, model)
    const back = await readWeightsFile(file, modelWeights(conditioned), conditioned)
    expect(scalingsOf(back)).toEqual([mean, latitude])
    await expect(
      readWeightsFile(file, modelWeights({ ...conditioned, conditions: ['mean'] }), {
        ...conditioned,
        conditions: ['mean'],
      }),
    ).rejects.toThrow('conditions=mean,latitude')
  })

  it('goes on with the same scaling', async () => {
    const scalings = async () => scalingsOf((await readTrainedModel(runFolder, 'last')).weights)
    const before = await scalings()
    const end = await train({ datasetFolder, runFolder, config: { ...conditioned, epochs: 7 }, resume: true })
    expect(end.epoch).toBe(7)
    expect(await scalings()).toEqual(before)
  })

  it('says what is wrong with a condition', async () => {
    const trained = (conditions: string[], architecture: TrainingConfig['architecture'] = 'flow') =>
      train({ datasetFolder, runFolder: newFolder(), config: { ...conditioned, conditions, architecture } })
    await expect(trained(['dust'])).rejects.toThrow('there is no column "dust" to condition a flow on, only lat, mean')
    await expect(trained(['split'])).rejects.toThrow('row 1: "split" has "train", but a condition is a number')
    await expect(trained(['std'])).rejects.toThrow('All training patches have the same "std"')
    await expect(trained(['mean'], 'paper')).rejects.toThrow('Only a flow has conditions')
    await expect(decode({ kind: 'samples', count: 1, seed: 0, given: { std: 1 } })).rejects.toThrow(
      'The model is not conditioned on std, only on mean, latitude.',
    )
  })
})
