import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LatentChoice } from '../../../src-main/engine/contract.ts'
import { decodeChosen } from '../../../src-main/engine/inference/decode-chosen.ts'
import { decodedFiles } from '../../../src-main/engine/inference/decoded-files.ts'
import { compileDecoder, compileEncoder } from '../../../src-main/engine/inference/encode-decode.ts'
import { readTrainedModel, type TrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { openPatches } from '../../../src-main/engine/training/patch-source.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { largestRelativeError } from '../relative-error.ts'
import { newFolder, smallConfig, writeDataset } from '../training/small-dataset.ts'

const runFolder = newFolder()
const pixels = 16 ** 2
const latentCount = smallConfig.latentDimension
// Two compiled encoders may sum in a different order: on some processors they differ in the last bit.
const rounding = 1e-6
let datasetFolder: string
let model: TrainedModel

beforeAll(async () => {
  datasetFolder = await writeDataset()
  await train({ datasetFolder, runFolder, config: { ...smallConfig, epochs: 3, learningRate: 5e-3 } })
  model = await readTrainedModel(runFolder, 'last')
}, 60_000)

/** The decoded arrays, one by one. */
async function decode(latents: LatentChoice, changes: Partial<Parameters<typeof decodeChosen>[0]> = {}) {
  const order = { runFolder, datasetFolder, checkpoint: 'last', prior: null, solverSteps: 24 } as const
  const folder = newFolder()
  const outcome = await decodeChosen({ ...order, latents, folder, ...changes })
  const files = decodedFiles(folder, latents.kind)
  const [pictures, z] = [await readNpy(files.pictures), await readNpy(files.latents)]
  expect(pictures.shape).toEqual([outcome.count, 16, 16])
  expect(z.shape).toEqual([outcome.count, latentCount])
  const rows = (data: ArrayLike<number>, length: number) =>
    Array.from({ length: outcome.count }, (_, i) => Float32Array.from(data).subarray(i * length, (i + 1) * length))
  return { outcome, pictures: rows(pictures.data, pixels), latents: rows(z.data, latentCount) }
}

/** The posterior mean of a patch, and a decoded patch, computed alone. */
async function meanOf(index: number) {
  const source = await openPatches(datasetFolder)
  const patches = new Float32Array(pixels)
  source.read(index, patches, 0)
  source.close()
  const encoder = compileEncoder(model, 1)
  const { mean } = encoder({ patches })
  encoder.free()
  return mean
}
function decoded(z: Float32Array) {
  const decoder = compileDecoder(model, 1)
  const { patches } = decoder({ z })
  decoder.free()
  return patches
}

describe('the interpolation between two patches', () => {
  test('begins and ends at their posterior means, and follows the arc at constant speed (Eq. 11)', async () => {
    const { latents, pictures, outcome } = await decode({ kind: 'interpolation', from: 3, to: 8, steps: 5 })
    expect(outcome).toMatchObject({ epoch: 3, count: 7, size: 16, latents: latentCount })
    const [first, last] = [await meanOf(3), await meanOf(8)]
    expect(largestRelativeError(latents[0], first)).toBeLessThan(rounding)
    expect(largestRelativeError(latents[6], last)).toBeLessThan(rounding)
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0)
    const theta = Math.acos(dot(first, last) / Math.sqrt(dot(first, first) * dot(last, last)))
    latents.forEach((z, i) => {
      const weights = [Math.sin((1 - i / 6) * theta), Math.sin((i / 6) * theta)].map((sine) => sine / Math.sin(theta))
      z.forEach((value, j) => expect(value).toBeCloseTo(weights[0] * first[j] + weights[1] * last[j], 5))
    })
    pictures.forEach((picture, i) => expect(largestRelativeError(picture, decoded(latents[i]))).toBeLessThan(1e-5))
  })

  test('without steps consists of its two ends', async () => {
    const { latents } = await decode({ kind: 'interpolation', from: 2, to: 2, steps: 0 })
    const mean = await meanOf(2)
    expect(latents).toHaveLength(2)
    for (const z of latents) expect(largestRelativeError(z, mean)).toBeLessThan(rounding)
  })
})

describe('a walk along one latent', () => {
  test('changes only this latent, in even steps', async () => {
    const mean = await meanOf(4)
    const { latents, pictures } = await decode({ kind: 'walk', patch: 4, latent: 1, reach: 3, steps: 4 })
    expect(latents.map((z) => z[1])).toEqual([-3, -1, 1, 3])
    for (const z of latents) expect(largestRelativeError(z, mean.with(1, z[1]))).toBeLessThan(rounding)
    pictures.forEach((picture, i) => expect(largestRelativeError(picture, decoded(latents[i]))).toBeLessThan(1e-5))
  })

  test('is refused for a latent or a patch that does not exist', async () => {
    const walk = { kind: 'walk', patch: 4, latent: latentCount, reach: 3, steps: 4 } as const
    await expect(decode(walk)).rejects.toThrow('The model has no latent 3; they run from 0 to 2.')
    await expect(decode({ ...walk, latent: 0, patch: 32 })).rejects.toThrow(/has no patch 32; they run from 0 to 31/)
  })
})

describe('draws from the prior', () => {
  const draw = (count: number, seed: number) => decode({ kind: 'samples', count, seed })

  test('are the same for the same seed, whatever their number, and differ for another', async () => {
    const [few, many, other] = [await draw(3, 5), await draw(43, 5), await draw(3, 6)]
    expect(many.latents.slice(0, 3)).toEqual(few.latents)
    few.pictures.forEach((picture, i) => expect(largestRelativeError(many.pictures[i], picture)).toBeLessThan(1e-5))
    expect(other.latents[0]).not.toEqual(few.latents[0])
    // The last of three calls is padded: its pictures belong to its own latents.
    expect(largestRelativeError(many.pictures[42], decoded(many.latents[42]))).toBeLessThan(1e-5)
  })

  test('have mean 0 and variance 1, within four standard errors', async () => {
    const { latents } = await draw(1000, 1)
    const all = latents.flatMap((z) => [...z])
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length
    const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(all.length))
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / all.length))
  })

  test('need no dataset', async () => {
    const latents = { kind: 'samples', count: 1, seed: 0 } as const
    expect((await decode(latents, { datasetFolder: '/nowhere' })).outcome.count).toBe(1)
  })

  test('report their progress, and leave nothing behind when stopped', async () => {
    const told: number[] = []
    const latents = { kind: 'samples', count: 45, seed: 0 } as const
    await decode(latents, { onDecoded: (done) => void told.push(done) })
    expect(told).toEqual([20, 40, 45])
    const folder = newFolder()
    await expect(decode(latents, { folder, signal: AbortSignal.abort() })).rejects.toThrow('The decoding was stopped.')
    expect(existsSync(folder)).toBe(false)
  })
})
