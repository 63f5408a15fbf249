import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { likelihood } from '../../../src-main/engine/inference/likelihood.ts'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { couplingPrior } from '../../../src-main/engine/prior/coupling.ts'
import { encodeLatents } from '../../../src-main/engine/prior/encode-latents.ts'
import { fitGaussian, readGaussian } from '../../../src-main/engine/prior/gaussian.ts'
import { openPrior } from '../../../src-main/engine/prior/open-prior.ts'
import { priorFiles } from '../../../src-main/engine/prior/prior-folder.ts'
import { readCheckpoint } from '../../../src-main/engine/training/checkpoint.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { writeFileAtomically } from '../../../src-main/files/atomic.ts'
import { writeCsv } from '../../../src-main/files/csv.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import { newFolder, smallConfig, writeDataset } from '../training/small-dataset.ts'

// A banana: x ~ N(0, 1), y = 0.8 (x^2 - 1) + 0.3 n. Its entropy is that of two normal numbers, and ln 0.3.
const banana = (count: number, seed: number) => {
  const noise = fillNormal(new Float32Array(2 * count), randomStream(seed))
  return noise.map((value, i) => (i % 2 === 0 ? value : 0.8 * (noise[i - 1] ** 2 - 1) + 0.3 * value))
}
const entropy = Math.log(2 * Math.PI) + 1 + Math.log(0.3)

/** Posteriors as narrow as points, in the files of a dataset. */
async function writeLatents(folder: string, count: number) {
  const points = banana(count, 1)
  const values = Float32Array.from({ length: 4 * count }, (_, i) =>
    i % 4 < 2 ? points[2 * Math.floor(i / 4) + (i % 4)] : -8,
  )
  await writeNpy(join(folder, 'patches.npy'), values, [count, 1, 1, 4])
  const rows = Array.from({ length: count }, (_, i) => [i, i % 8 === 0 ? 'validation' : 'train'])
  await writeCsv(join(folder, 'patches.csv'), { columns: ['index', 'split'], rows })
}

const config = { ...priorConfig({ side: 1, channels: 2 }, 'coupling'), blocks: 6, denseWidth: 24, batchSize: 128 }

describe('a coupling flow', () => {
  it('learns a curved density, far better than a Gaussian does', async () => {
    const folder = newFolder()
    const files = priorFiles(folder)
    await writeLatents(files.latents, 4096)
    const learning = { ...config, epochs: 24, decayEpochs: 24, learningRate: 5e-3, averaging: 0.98 }
    const end = await train({ datasetFolder: files.latents, runFolder: folder, config: learning })
    await fitGaussian(folder)
    const flow = couplingPrior(await readTrainedModel(folder, 'best'), { batch: 1000 })
    const gaussian = await readGaussian(folder)
    const unseen = banana(1000, 9)
    const mean = (densities: Float64Array) => densities.reduce((sum, density) => sum + density, 0) / 1000
    const found = mean(flow.logDensity(unseen, []))
    // No model can be better than minus the entropy, but for the scatter of 1000 points: 0.03.
    expect(found).toBeLessThan(-entropy + 0.1)
    expect(found).toBeGreaterThan(-entropy - 0.25)
    expect(found).toBeGreaterThan(mean(gaussian.logDensity(unseen, [])) + 0.5)
    expect(end.bestValidationLoss).toBeCloseTo(entropy, 0)
    flow.free()
  })

  it('is a prior of a run: stopped and resumed with the same weights, and its density is that of the draws', async () => {
    const [runFolder, folder] = [newFolder(), newFolder()]
    const datasetFolder = await writeDataset()
    await train({ datasetFolder, runFolder, config: { ...smallConfig, epochs: 1 } })
    const files = priorFiles(folder)
    const latents = await encodeLatents({ runFolder, datasetFolder, checkpoint: 'last', folder: files.latents })
    await writeFileAtomically(files.record, JSON.stringify({ format: 'cirrus-prior-1', kind: 'coupling', latents }))
    const small = { ...priorConfig({ side: 1, channels: 3 }, 'coupling'), denseWidth: 8, epochs: 2 }
    const whole = newFolder()
    await train({ datasetFolder: files.latents, runFolder: whole, config: small })
    const stop = new AbortController()
    let steps = 0
    const onStep = () => void (++steps === 14 && stop.abort())
    const order = { datasetFolder: files.latents, runFolder: folder, config: small }
    expect(await train({ ...order, onStep, signal: stop.signal })).toMatchObject({ state: 'interrupted' })
    await train({ ...order, resume: true })
    const tensors = async (one: string) => (await readCheckpoint(runFiles(one).checkpoint(2))).tensors
    expect(await tensors(folder)).toEqual(await tensors(whole))

    const prior = await openPrior(folder, { batch: 2, solverSteps: 1 })
    const noise = Float32Array.of(0.5, -1, 0, 2, 0.1, -0.3)
    const z = prior.place(noise)
    prior.noiseOf(z).forEach((value, i) => expect(value).toBeCloseTo(noise[i], 4))
    expect(prior.logDensity(z, []).every(Number.isFinite)).toBe(true)
    prior.free()
    const measured = { checkpoint: 'last', split: 'validation', count: 9, solverSteps: 1, seed: 0 } as const
    const found = await likelihood({ ...measured, runFolder, datasetFolder, prior: folder })
    expect(found).toMatchObject({ space: 'latents', values: 3 })
  })

  it('is refused on patches, and for more latents than its dense layers take', async () => {
    const datasetFolder = await writeDataset()
    const on = (changes: object) => train({ datasetFolder, runFolder: newFolder(), config: { ...config, ...changes } })
    await expect(on({ space: 'patches', size: 16, channels: 1, latentDimension: 256 })).rejects.toThrow(
      'A coupling flow is a prior of latents: train it with cirrus prior train.',
    )
    await expect(on({ latentDimension: 2048 })).rejects.toThrow('for at most 1024 latents, not 2048')
  })
})
