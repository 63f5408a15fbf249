import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { interpolatedDetails } from '../../../src-shared/model/average-interpolation.ts'
import { blockDetails, blockMeans } from '../../../src-shared/model/haar.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import { likelihood, type LikelihoodOptions } from '../../../src-main/engine/inference/likelihood.ts'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { encodeLatents } from '../../../src-main/engine/prior/encode-latents.ts'
import { fitGaussian } from '../../../src-main/engine/prior/gaussian.ts'
import { priorFiles } from '../../../src-main/engine/prior/prior-folder.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { writeFileAtomically } from '../../../src-main/files/atomic.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import type { PriorKind } from '../../../src-preload/contract/priors.ts'
import { newFolder, smallConfig, smallFlow, writeDataset } from '../training/small-dataset.ts'

const [flow, run] = [newFolder(), newFolder()]
let datasetFolder: string
beforeAll(async () => {
  datasetFolder = await writeDataset()
  await train({ datasetFolder, runFolder: flow, config: { ...smallFlow, epochs: 2 } })
  await train({ datasetFolder, runFolder: run, config: { ...smallConfig, epochs: 2 } })
})

const order = (changes: Partial<LikelihoodOptions>): LikelihoodOptions => ({
  ...{ runFolder: flow, datasetFolder, checkpoint: 'last', split: 'validation', count: 100, prior: null },
  ...{ solver: 'midpoint', solverSteps: 8, probes: 1, seed: 0 },
  ...changes,
})
const meanOf = ({ densities }: Awaited<ReturnType<typeof likelihood>>) =>
  densities.reduce((sum, { logDensity }) => sum + logDensity, 0) / densities.length

describe('the likelihood of a flow', () => {
  it('is that of each patch of a split, whatever else is computed with it', async () => {
    const told: number[] = []
    const all = await likelihood(order({ onPatch: (done) => void told.push(done) }))
    expect(all).toMatchObject({ space: 'patches', values: 256, leftOut: 0, epoch: 2 })
    expect(all.densities.map(({ index }) => index)).toEqual([1, 7, 13, 19, 25, 31])
    expect(told.at(-1)).toBe(6)
    const some = await likelihood(order({ count: 2 }))
    expect(some.densities.map(({ index }) => index)).toEqual([1, 19])
    expect(some.densities[1]).toEqual(all.densities[3])
    // Of noise alone it would be that of N(0, 1): a flow that has begun to learn is better.
    const normal = -0.5 * 256 * (1 + Math.log(2 * Math.PI))
    expect(meanOf(all)).toBeGreaterThan(normal)
  })

  it('leaves patches with missing pixels out, and says so', async () => {
    const holed = await writeDataset()
    const masks = new Uint8Array(32 * 256).fill(1)
    masks[7 * 256 + 3] = 0
    await writeNpy(join(holed, 'masks.npy'), masks, [32, 16, 16])
    const found = await likelihood(order({ datasetFolder: holed }))
    expect(found).toMatchObject({ leftOut: 1 })
    expect(found.densities.map(({ index }) => index)).toEqual([1, 13, 19, 25, 31])
    await writeNpy(join(holed, 'masks.npy'), masks.fill(0), [32, 16, 16])
    await expect(likelihood(order({ datasetFolder: holed }))).rejects.toThrow(
      'has only validation patches with missing pixels. Choose another split.',
    )
  })

  it('is stopped between two batches', async () => {
    await expect(likelihood(order({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('the likelihood of latents', () => {
  async function priorOf(kind: PriorKind, standards = {}) {
    const folder = newFolder()
    const files = priorFiles(folder)
    const encoding = { runFolder: run, datasetFolder, checkpoint: 'last', folder: files.latents } as const
    const latents = { ...(await encodeLatents(encoding)), ...standards }
    await writeFileAtomically(files.record, JSON.stringify({ format: 'cirrus-prior-1', kind, latents }))
    return { folder, latents }
  }

  it('under N(0, 1) and a Gaussian are of the same latents, and the one fitted to them is better', async () => {
    const { folder } = await priorOf('gaussian')
    await fitGaussian(folder)
    const [normal, gaussian] = [
      await likelihood(order({ runFolder: run, split: 'train' })),
      await likelihood(order({ runFolder: run, split: 'train', prior: folder })),
    ]
    expect(normal).toMatchObject({ space: 'latents', values: 3 })
    expect(meanOf(gaussian)).toBeGreaterThan(meanOf(normal))
    const again = await likelihood(order({ runFolder: run, split: 'train', prior: folder, solverSteps: 2, probes: 3 }))
    expect(again.densities).toEqual(gaussian.densities)
  })

  it('under a flow that has learned nothing is that of the standardised latents under N(0, 1)', async () => {
    const { folder, latents } = await priorOf('flow', { centre: [0, 0, 0], scale: [2, 2, 2] })
    const small = { encoderFilters: [8], blocks: 1, embedding: 8, batchSize: 8, epochs: 1, learningRate: 1e-9 }
    const config = { ...priorConfig(latents), ...small }
    await train({ datasetFolder: priorFiles(folder).latents, runFolder: folder, config })
    const [found] = (await likelihood(order({ runFolder: run, prior: folder }))).densities
    const [normal] = (await likelihood(order({ runFolder: run }))).densities
    const constant = 1.5 * Math.log(2 * Math.PI)
    const squares = -2 * (normal.logDensity + constant)
    expect(found.logDensity).toBeCloseTo(-0.5 * (squares / 4) - constant - 3 * Math.log(2), 4)
  })
})

describe('the likelihood of a flow from coarse to fine', () => {
  it('that has learned nothing is that of its details, beyond the smooth ones, over their scales under N(0, 1)', async () => {
    const config = { ...smallFlow, octaves: 1, octaveFilters: [4], octaveCrop: 8, learningRate: 1e-9, epochs: 1 }
    const runFolder = newFolder()
    await train({ datasetFolder, runFolder, config })
    const scale = (await readTrainedModel(runFolder, 'last')).weights['octave_1/scale'].values
    const found = await likelihood(order({ runFolder, count: 1 }))
    const patch = ((await readNpy(join(datasetFolder, 'patches.npy'))).data as Float32Array).slice(256, 512)
    const means = blockMeans(patch, { size: 16, channels: 1 })
    const smooth = interpolatedDetails(means, { side: 8, channels: 1 })
    const details = blockDetails(patch, { size: 16, channels: 1 }).map((value, i) => value - smooth[i])
    const squares = (values: Float32Array) => values.reduce((sum, value) => sum + value ** 2, 0)
    const scaled = details.map((value, i) => value / scale[i % 3])
    // The mean of a block is half its orthonormal wavelet: 64 factors of two.
    const volume = 64 * (Math.LN2 + Math.log(scale[0] * scale[1] * scale[2]))
    const exact = -0.5 * (squares(means) + squares(scaled) + 256 * Math.log(2 * Math.PI)) - volume
    expect(Math.abs(found.densities[0].logDensity - exact) / 256).toBeLessThan(1e-3)
  })
})
