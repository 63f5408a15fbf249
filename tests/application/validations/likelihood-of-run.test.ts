import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { likelihoodOfRun, type LikelihoodOrder } from '../../../src-main/application/validations/likelihood-of-run.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { fitToPatches } from '../../../src-shared/model/latent-shape.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { madeEngine } from '../made-engine.ts'
import { waves, writeMadeMap } from '../made-map.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-likelihood-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const [dataset, run, out] = [join(root, 'dataset'), join(root, 'run'), join(root, 'table.csv')]
const signal = new AbortController().signal
const order = (changes: Partial<LikelihoodOrder> = {}): LikelihoodOrder => ({
  ...{ run, dataset: null, checkpoint: 'best', split: 'train', count: 3, prior: null },
  ...{ solver: 'midpoint', solverSteps: 48, probes: 1, seed: 0, out },
  ...changes,
})

beforeAll(async () => {
  const recipe = datasetRecipeSchema.parse({ size: 16, step: 20, minLatitude: 20 })
  await cutDataset({ path: writeMadeMap(join(root, 'map.fits'), waves), recipe, folder: dataset })
  const config = { ...fitToPatches(presets.flow, { size: 16, channels: 1, standardised: false }), batchSize: 8 }
  await trainRun(madeEngine(), { dataset, folder: run, config, signal })
}, 60_000)

describe('the likelihood of a run', () => {
  it('is summed up, with what it was computed of, and written patch by patch', async () => {
    const engine = madeEngine()
    const record = await likelihoodOfRun(engine, order())
    expect(engine.calls[0].params).toMatchObject({ runFolder: run, datasetFolder: dataset, prior: null, count: 3 })
    // 10, 12 and 14 nats.
    expect(record).toMatchObject({
      count: 3,
      nats: { mean: 12, error: expect.closeTo(2 / Math.sqrt(3), 12) },
      values: 256,
      solverSteps: 48,
    })
    expect(record.bitsPerPixel!.mean).toBeCloseTo(-12 / 256 / Math.LN2, 12)
    expect(record.fingerprint).toBe((await readDataset(dataset)).record.fingerprint)
    expect(await readCsv(out)).toMatchObject({
      columns: ['index', 'logDensity'],
      rows: [
        [0, 10],
        [1, 12],
        [2, 14],
      ],
    })
  })

  it('never overwrites a table unasked, and asks no engine then', async () => {
    const engine = madeEngine()
    await expect(likelihoodOfRun(engine, order())).rejects.toMatchObject({ code: 'conflict' })
    expect(engine.calls).toEqual([])
    await likelihoodOfRun(engine, order({ overwrite: true, count: 1 }))
    expect((await readCsv(out)).rows).toHaveLength(1)
  })

  it('is refused with a prior for a flow, which needs none', async () => {
    const other = join(root, 'other.csv')
    await expect(likelihoodOfRun(madeEngine(), order({ prior: 'gaussian', out: other }))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('a flow is itself a density of patches, and has no prior'),
    })
    expect(existsSync(other)).toBe(false)
  })
})
