import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createDecodings } from '../../../src-main/application/validations/decodings.ts'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { exampleRun } from '../../catalog/examples.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { madeEngine } from '../made-engine.ts'
import { smallTraining } from '../small-application.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-decodings-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const [dataset, folder] = [join(root, 'dataset'), join(root, 'run')]
const run = { ...exampleRun, folder }
const draws = (seed: number) => ({ kind: 'samples', count: 3, seed }) as const
const checkpoint = (epoch: number) => writeFileSync(runFiles(folder).checkpoint(epoch), 'weights')

it('decodings are cached for later and concurrent requests, until the run is trained further', async () => {
  const recipe = datasetRecipeSchema.parse({ size: 16, step: 20, minLatitude: 20 })
  await cutDataset({ path: writeMadeMap(join(root, 'map.fits'), waves), recipe, folder: dataset })
  await trainRun(madeEngine(), { dataset, folder, config: smallTraining, signal: new AbortController().signal })
  mkdirSync(runFiles(folder).checkpoints, { recursive: true })
  checkpoint(3)

  let broken = false
  const engine = madeEngine({
    during: async () => {
      if (broken) throw new Error('the engine died')
    },
  })
  const decodings = createDecodings(engine)
  const [first, second] = await Promise.all([1, 2].map(() => decodings.of(run, null, 'best', draws(1))))
  expect(second).toBe(first)
  expect(first.shape).toEqual([3, 16, 16])
  expect(await decodings.of(run, null, 'last', draws(1))).toBe(first)
  expect(engine.calls).toHaveLength(1)

  await decodings.of(run, null, 'last', draws(2))
  expect(engine.calls).toHaveLength(2)
  expect(await decodings.of(run, null, 'last', draws(1))).toBe(first)
  checkpoint(4)
  expect(await decodings.of(run, null, 'last', draws(1))).not.toBe(first)
  expect(engine.calls).toHaveLength(3)

  // Failures are not cached.
  broken = true
  await expect(decodings.of(run, null, 'last', draws(9))).rejects.toThrow('the engine died')
  broken = false
  expect((await decodings.of(run, null, 'last', draws(9))).shape).toEqual([3, 16, 16])
})
