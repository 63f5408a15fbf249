import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { compileDecoder, compileEncoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { reconstructSplit } from '../../../src-main/engine/inference/reconstruct-split.ts'
import { reconstructionFiles } from '../../../src-main/engine/inference/reconstruction-files.ts'
import { compileReconstructor } from '../../../src-main/engine/inference/reconstruct.ts'
import { readTrainedModel, type TrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { compile } from '../../../src-main/engine/runtime/compile.ts'
import { keyShape, randomKey, randomNormal } from '../../../src-main/engine/runtime/random-numbers.ts'
import { openPatches } from '../../../src-main/engine/training/patch-source.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { largestRelativeError } from '../relative-error.ts'
import { newFolder, smallConfig, writeDataset } from '../training/small-dataset.ts'

const count = 20
const patches = new Float32Array(count * 256)
const runFolder = newFolder()
let datasetFolder: string
let model: TrainedModel

beforeAll(async () => {
  datasetFolder = await writeDataset()
  await train({ datasetFolder, runFolder, config: { ...smallConfig, epochs: 6, learningRate: 5e-3 } })
  model = await readTrainedModel(runFolder, 'last')
  const source = await openPatches(datasetFolder)
  for (let i = 0; i < count; i++) source.read(i, patches, i * 256)
  source.close()
})
const patchOf = (i: number) => patches.slice(256 * i, 256 * (i + 1))

/** One patch, reconstructed. */
function reconstruct(samples: number, seed = 1, index = 0) {
  const reconstructor = compileReconstructor(model, samples)
  try {
    return reconstructor.reconstruct(patchOf(index), seed, index)
  } finally {
    reconstructor.free()
  }
}

describe('a trained model read from its run folder', () => {
  test('decodes the sample patch’s posterior mean as it did at the end of training', async () => {
    const sample = await readNpy(runFiles(runFolder).sample(6))
    const decoder = compileDecoder(model, 1)
    const decoded = decoder({ z: reconstruct(1).mean }).patches
    decoder.free()
    expect(largestRelativeError(decoded, sample.data.subarray(256) as Float32Array)).toBeLessThan(1e-5)
  })

  test('has weights but no optimiser state', () => {
    expect(model.epoch).toBe(6)
    expect(Object.keys(model.weights).filter((name) => !/^(encoder|decoder)\//.test(name))).toEqual([])
  })

  test('is refused before the first epoch is complete', async () => {
    await expect(readTrainedModel(newFolder(), 'best')).rejects.toThrow(/no checkpoint yet. Train it/)
  })
})

describe('a reconstruction', () => {
  test.each([1, 7, 20, 47])('equals a loop over %i samples, drawn and decoded one by one (Eq. 10)', (samples) => {
    const { patch, deviation, mean, logWidth } = reconstruct(samples, 3, 5)
    const encoder = compileEncoder(model, 1)
    const posterior = encoder({ patches: patchOf(5) })
    encoder.free()
    expect(largestRelativeError(mean, posterior.mean)).toBeLessThan(1e-5)
    expect(largestRelativeError(logWidth, posterior.logWidth)).toBeLessThan(1e-5)

    const atOnce = Math.min(samples, 20)
    const draw = compile(({ key }) => ({ noise: randomNormal([atOnce, 3], key) }), { inputs: { key: keyShape } })
    const decoder = compileDecoder(model, 1)
    const decoded = Array.from({ length: samples }, (_, i) => {
      const first = i - (i % atOnce)
      const noise = draw({ key: randomKey(3, 7, 5, first) }).noise.subarray(3 * (i - first), 3 * (i - first) + 3)
      return decoder({ z: noise.map((value, j) => mean[j] + Math.exp(logWidth[j]) * value) }).patches
    })
    draw.free()
    decoder.free()
    const average = patch.map((_, i) => decoded.reduce((sum, one) => sum + one[i], 0) / samples)
    const spread = patch.map((_, i) =>
      Math.sqrt(decoded.reduce((sum, one) => sum + (one[i] - average[i]) ** 2, 0) / samples),
    )
    expect(largestRelativeError(patch, average)).toBeLessThan(1e-5)
    deviation.forEach((value, i) => expect(value).toBeCloseTo(spread[i], 4))
  })

  test('converges with the inverse square root of the number of samples', () => {
    const most = reconstruct(4000).patch
    const error = (samples: number) =>
      [2, 3, 4, 5].reduce((sum, seed) => sum + largestRelativeError(reconstruct(samples, seed).patch, most), 0)
    // From 4 to 400 samples, by a factor of 10.
    expect(error(400)).toBeLessThan(0.25 * error(4))
    expect(error(4)).toBeGreaterThan(0)
  })

  test('repeats itself with the same seed and differs with another', () => {
    const first = reconstruct(3).patch
    expect(reconstruct(3).patch).toEqual(first)
    expect(reconstruct(3, 2).patch).not.toEqual(first)
  })
})

describe('the reconstructions of a split', () => {
  const order = { runFolder, checkpoint: 'last', split: 'validation', samples: 30, seed: 4 } as const

  test('are those of its patches one by one, with the errors of each', async () => {
    const folder = newFolder()
    const told: number[] = []
    const outcome = await reconstructSplit({ ...order, datasetFolder, folder, onPatch: (done) => void told.push(done) })
    expect(outcome).toMatchObject({ epoch: 6, count: 6, size: 16, latents: 3 })
    expect(told).toEqual([1, 2, 3, 4, 5, 6])
    const files = reconstructionFiles(folder)
    const { rows } = await readCsv(files.table)
    expect(rows.map(([index]) => index)).toEqual([1, 7, 13, 19, 25, 31])
    expect((await readNpy(files.originals)).data.subarray(256, 512)).toEqual(patchOf(7))
    const { data, shape } = await readNpy(files.reconstructions)
    expect(shape).toEqual([6, 16, 16])
    const reconstructor = compileReconstructor(model, 30)
    const alone = reconstructor.reconstruct(patchOf(7), 4, 7)
    reconstructor.free()
    expect(data.subarray(256, 512)).toEqual(alone.patch)
    expect((await readNpy(files.deviations)).data.subarray(256, 512)).toEqual(alone.deviation)
    expect((await readNpy(files.latentMean)).data.subarray(3, 6)).toEqual(alone.mean)
    expect((await readNpy(files.latentLogWidth)).data.subarray(3, 6)).toEqual(alone.logWidth)
    const error = alone.patch.reduce((sum, value, i) => sum + (value - patchOf(7)[i]) ** 2, 0) / 256
    expect(rows[1][1]).toBeCloseTo(error, 6)
    expect(outcome.meanSquaredError).toBeCloseTo(rows.reduce((sum, row) => sum + Number(row[1]), 0) / 6, 8)
  })

  test('leave nothing behind when stopped', async () => {
    const folder = newFolder()
    const stopped = reconstructSplit({ ...order, datasetFolder, folder, signal: AbortSignal.abort() })
    await expect(stopped).rejects.toThrow('The reconstruction was stopped.')
    expect(existsSync(folder)).toBe(false)
  })

  test('are refused for patches of another size, or an empty split', async () => {
    const other = await writeDataset(newFolder(), 32)
    await expect(reconstructSplit({ ...order, datasetFolder: other, folder: newFolder() })).rejects.toThrow(
      /patches of 32 pixels, but the model takes 16/,
    )
    await expect(reconstructSplit({ ...order, datasetFolder, folder: newFolder(), split: 'unused' })).rejects.toThrow(
      /no unused patches/,
    )
  })
})
