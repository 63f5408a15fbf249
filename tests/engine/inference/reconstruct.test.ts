import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compileDecoder, compileEncoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { compileReconstructor, type Reconstructor } from '../../../src-main/engine/inference/reconstruct.ts'
import { readTrainedModel, type TrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { openPatches } from '../../../src-main/engine/training/patch-source.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { largestRelativeError } from '../relative-error.ts'
import { newFolder, smallConfig, writeDataset } from '../training/small-dataset.ts'

const count = 20
const patches = new Float32Array(count * 256)
const runFolder = newFolder()
let model: TrainedModel
let reconstructor: Reconstructor

beforeAll(async () => {
  const datasetFolder = await writeDataset()
  await train({ datasetFolder, runFolder, config: { ...smallConfig, epochs: 6, learningRate: 5e-3 } })
  model = await readTrainedModel(runFolder, 'last')
  reconstructor = compileReconstructor(model)
  const source = await openPatches(datasetFolder)
  for (let i = 0; i < count; i++) source.read(i, patches, i * 256)
  source.close()
})
afterAll(() => reconstructor.free())

describe('a trained model read from its run folder', () => {
  test('reconstructs the sample patch as it did at the end of training', async () => {
    const sample = await readNpy(runFiles(runFolder).sample(6))
    const { patches: mean } = reconstructor.reconstruct(patches.slice(0, 256), 0, 1)
    expect(largestRelativeError(mean, sample.data.subarray(256) as Float32Array)).toBeLessThan(1e-5)
  })

  test('has weights and no state of the optimiser', () => {
    expect(model.epoch).toBe(6)
    expect(Object.keys(model.weights).filter((name) => !/^(encoder|decoder)\//.test(name))).toEqual([])
  })

  test('is refused before the first epoch is complete', async () => {
    await expect(readTrainedModel(newFolder(), 'best')).rejects.toThrow(/no checkpoint yet. Train it/)
  })
})

describe('a reconstruction', () => {
  test('is the mean of decoded posterior samples (Eq. 10), which narrows down with their number', () => {
    const one = patches.slice(0, 256)
    const most = reconstructor.reconstruct(one, 4000, 1).patches
    const error = (samples: number) =>
      [2, 3, 4, 5].reduce(
        (sum, seed) => sum + largestRelativeError(reconstructor.reconstruct(one, samples, seed).patches, most),
        0,
      )
    // The error of a mean falls as 1 / sqrt(samples): 10 times from 4 to 400.
    expect(error(400)).toBeLessThan(0.25 * error(4))
    expect(error(4)).toBeGreaterThan(0)
  })

  test('gives the posterior of every patch, whole batches and a rest alike', () => {
    const { mean, logWidth } = reconstructor.reconstruct(patches, 0, 1)
    const encoder = compileEncoder(model, 1)
    for (let i = 0; i < count; i++) {
      const alone = encoder({ patches: patches.slice(i * 256, (i + 1) * 256) })
      expect(largestRelativeError(mean.slice(3 * i, 3 * i + 3), alone.mean)).toBeLessThan(1e-5)
      expect(largestRelativeError(logWidth.slice(3 * i, 3 * i + 3), alone.logWidth)).toBeLessThan(1e-5)
    }
    encoder.free()
  })

  test('without samples is the decoded posterior mean', () => {
    const { patches: decoded, mean } = reconstructor.reconstruct(patches, 0, 1)
    const decoder = compileDecoder(model, count)
    expect(largestRelativeError(decoded, decoder({ z: mean }).patches)).toBeLessThan(1e-5)
    decoder.free()
  })

  test('repeats itself with the same seed and differs with another', () => {
    const first = reconstructor.reconstruct(patches, 3, 1).patches
    expect(reconstructor.reconstruct(patches, 3, 1).patches).toEqual(first)
    expect(reconstructor.reconstruct(patches, 3, 2).patches).not.toEqual(first)
  })
})
