import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { priorFolder } from '../../../src-main/application/priors/prior-standing.ts'
import { newPrior, resumePrior } from '../../../src-main/application/priors/train-prior.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { runLikelihoods, type LikelihoodOrder } from '../../../src-main/application/validations/run-likelihoods.ts'
import { writeDensities } from '../../../src-main/application/validations/write-densities.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { likelihoodChoiceSchema } from '../../../src-preload/contract/likelihood.ts'
import { fitToPatches } from '../../../src-shared/model/latent-shape.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { madeEngine } from '../made-engine.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { madeValidation } from './made-validation.ts'

const signal = new AbortController().signal
const choice = likelihoodChoiceSchema.parse({ split: 'train', count: 3 })

describe('the likelihood of a flow', () => {
  const root = mkdtempSync(join(tmpdir(), 'cirrus-likelihood-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  const [dataset, run] = [join(root, 'dataset'), join(root, 'run')]
  const order = (changes: Partial<LikelihoodOrder> = {}) => ({ run, dataset: null, priors: [], ...choice, ...changes })

  beforeAll(async () => {
    const recipe = datasetRecipeSchema.parse({ size: 16, step: 20, minLatitude: 20 })
    await cutDataset({ path: writeMadeMap(join(root, 'map.fits'), waves), recipe, folder: dataset })
    const config = { ...fitToPatches(presets.flow, { size: 16, channels: 1, standardised: false }), batchSize: 8 }
    await trainRun(madeEngine(), { dataset, folder: run, config, signal })
  }, 60_000)

  it('is summed up, with what it was computed of', async () => {
    const engine = madeEngine()
    const found = await runLikelihoods(engine, order())
    expect(engine.calls[0].params).toMatchObject({ runFolder: run, datasetFolder: dataset, prior: null, count: 3 })
    expect(found).toMatchObject({ epoch: 3, split: 'train', seed: 0 })
    expect(found.fingerprint).toBe((await readDataset(dataset)).record.fingerprint)
    // 10, 12 and 14 nats.
    const [likelihood, ...others] = found.likelihoods
    expect(others).toEqual([])
    expect(likelihood).toMatchObject({
      ...{ prior: null, values: 256, solved: { solver: 'two-step', solverSteps: 48, probes: 1 } },
      nats: { mean: 12, error: expect.closeTo(2 / Math.sqrt(3), 12) },
    })
    expect(likelihood.bitsPerPixel!.mean).toBeCloseTo(-12 / 256 / Math.LN2, 12)
  })

  it('is of the same patches for every seed, whose probes differ', async () => {
    const subjects = await Promise.all(
      [0, 1].map(async (seed) => (await runLikelihoods(madeEngine(), order({ seed }))).likelihoods[0].subject),
    )
    expect(subjects[0]).toBe(subjects[1])
  })

  it('is refused with a prior, which it doesn’t need', async () => {
    const engine = madeEngine()
    await expect(runLikelihoods(engine, order({ priors: ['gaussian'] }))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('a flow is itself a density of patches, and has no prior'),
    })
    expect(engine.calls).toEqual([])
  })
})

describe('the likelihood of latents', () => {
  const { run, root } = madeValidation()
  const order = (changes: Partial<LikelihoodOrder> = {}) => ({ run, dataset: null, priors: [], ...choice, ...changes })
  beforeAll(async () => {
    await newPrior({ run, name: 'normal', kind: 'gaussian', checkpoint: 'best' })
    await resumePrior(madeEngine(), { run, name: 'normal', signal })
  }, 60_000)

  it('is computed under N(0, 1) and under each prior, of the same latents, and exact without a flow', async () => {
    const engine = madeEngine()
    const steps: number[][] = []
    const onPatch = (done: number, count: number) => void steps.push([done, count])
    const { likelihoods } = await runLikelihoods(engine, order({ priors: ['normal'], onPatch }))
    expect(engine.calls.map(({ params }) => params.prior)).toEqual([null, priorFolder(run, 'normal')])
    expect(likelihoods.map(({ prior }) => prior)).toEqual([null, 'normal'])
    expect(likelihoods.map(({ solved }) => solved)).toEqual([null, null])
    expect(new Set(likelihoods.map(({ subject }) => subject)).size).toBe(1)
    // Three patches under each.
    expect(steps).toEqual([
      [3, 6],
      [6, 6],
    ])
  })

  it('is of other latents with another seed: other samples of the posteriors', async () => {
    const subjectOf = async (seed: number) =>
      (await runLikelihoods(madeEngine(), order({ seed }))).likelihoods[0].subject
    expect(await subjectOf(1)).not.toBe(await subjectOf(0))
  })

  it('is refused before anything is computed if one of the priors isn’t there', async () => {
    const engine = madeEngine()
    await expect(runLikelihoods(engine, order({ priors: ['normal', 'none'] }))).rejects.toThrow('train the prior first')
    expect(engine.calls).toEqual([])
  })

  it('is written patch by patch, with a column for each prior', async () => {
    const file = join(root, 'table.csv')
    expect(existsSync(file)).toBe(false)
    await writeDensities(file, (await runLikelihoods(madeEngine(), order({ priors: ['normal'] }))).likelihoods)
    expect(await readCsv(file)).toMatchObject({
      columns: ['index', 'logDensity', 'logDensity normal'],
      rows: [
        [0, 10, 11],
        [1, 12, 14],
        [2, 14, 17],
      ],
    })
  })
})
