import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeChosen } from '../../../src-main/engine/inference/decode-chosen.ts'
import { decodedFiles } from '../../../src-main/engine/inference/decoded-files.ts'
import { encodeLatents } from '../../../src-main/engine/prior/encode-latents.ts'
import { fitGaussian, readGaussian } from '../../../src-main/engine/prior/gaussian.ts'
import { openPrior } from '../../../src-main/engine/prior/open-prior.ts'
import { priorFiles } from '../../../src-main/engine/prior/prior-folder.ts'
import { noiseOf } from '../../../src-main/engine/flow/draw.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { writeFileAtomically } from '../../../src-main/files/atomic.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import type { PriorKind, PriorLatents } from '../../../src-preload/contract/priors.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import { largestRelativeError } from '../relative-error.ts'
import { newFolder, smallConfig, smallSpatialConfig, writeDataset } from '../training/small-dataset.ts'

let datasetFolder: string
beforeAll(async () => {
  datasetFolder = await writeDataset()
})

/** A small trained run, and a folder of encoded latents for its priors. */
async function encoded(config: TrainingConfig) {
  const [runFolder, folder] = [newFolder(), newFolder()]
  await train({ datasetFolder, runFolder, config: { ...config, epochs: 2 } })
  const latents = await encodeLatents({
    runFolder,
    datasetFolder,
    checkpoint: 'last',
    folder: priorFiles(folder).latents,
  })
  return { runFolder, folder, latents }
}
const record = (folder: string, kind: PriorKind, latents: PriorLatents) =>
  writeFileAtomically(priorFiles(folder).record, JSON.stringify({ format: 'cirrus-prior-1', kind, latents }))

describe('the latents of a run', () => {
  it('are encoded in all eight orientations of the training patches, and in one of the others', async () => {
    const { folder, latents } = await encoded(smallSpatialConfig)
    expect(latents).toMatchObject({ epoch: 2, side: 4, channels: 2, count: 25 * 8 })
    const stack = await readNpy(join(priorFiles(folder).latents, 'patches.npy'))
    expect(stack.shape).toEqual([25 * 8 + 6 + 1, 4, 4, 4])
  })

  it('of a dense vector are a map of one place', async () => {
    const { latents } = await encoded(smallConfig)
    expect(latents).toMatchObject({ side: 1, channels: 3 })
  })
})

describe('a Gaussian prior', () => {
  it('carries noise to latents and back', async () => {
    const { folder } = await encoded(smallSpatialConfig)
    await fitGaussian(folder)
    const prior = await readGaussian(folder)
    const noise = noiseOf(1, 0, 64)
    expect(largestRelativeError(prior.noiseOf(prior.place(noise)), noise)).toBeLessThan(1e-3)
  })

  it('has the covariance of the posteriors: draws have mean 0 and variance 1', async () => {
    const { folder } = await encoded(smallConfig)
    await fitGaussian(folder)
    const prior = await readGaussian(folder)
    const draws = prior.place(noiseOf(2, 0, 3 * 4000))
    for (const c of [0, 1, 2]) {
      const values = draws.filter((_, i) => i % 3 === c)
      const mean = values.reduce((sum, value) => sum + value, 0) / 4000
      expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(4000))
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4000
      expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 4000))
    }
  })
})

describe('a flow as prior', () => {
  it.each([
    ['a map of latents', smallSpatialConfig],
    ['a vector', smallConfig],
  ])('of %s is trained, draws by seed and number, and interpolates between patches', async (_, config) => {
    const { runFolder, folder, latents } = await encoded(config)
    const flow = { ...priorConfig(latents), encoderFilters: [8], blocks: 1, embedding: 8, epochs: 2, batchSize: 8 }
    await train({ datasetFolder: priorFiles(folder).latents, runFolder: folder, config: flow })
    await record(folder, 'flow', latents)
    const order = { runFolder, datasetFolder, checkpoint: 'last', prior: folder, solverSteps: 32 } as const
    const sampled = async (count: number) => {
      const out = newFolder()
      await decodeChosen({ ...order, latents: { kind: 'samples', count, seed: 1 }, folder: out })
      return (await readNpy(decodedFiles(out, 'samples').pictures)).data as Float32Array
    }
    expect(largestRelativeError(await sampled(2), (await sampled(3)).subarray(0, 512))).toBeLessThan(1e-4)
    // The ends of an interpolation are those without a prior.
    const ends = async (prior: string | null) => {
      const out = newFolder()
      await decodeChosen({ ...order, prior, latents: { kind: 'interpolation', from: 2, to: 4, steps: 0 }, folder: out })
      return (await readNpy(decodedFiles(out, 'interpolation').pictures)).data as Float32Array
    }
    expect(largestRelativeError(await ends(folder), await ends(null))).toBeLessThan(0.01)
  })

  it('is not there before it is trained', async () => {
    await expect(openPrior(newFolder(), { batch: 1, solverSteps: 8 })).rejects.toThrow(
      'prior.json is missing: train the prior first',
    )
  })
})
