import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { validateRun } from '../../../src-main/application/validations/validate-run.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { validationConfigSchema } from '../../../src-preload/contract/validations.ts'
import { madeEngine, type MadeEngine } from '../made-engine.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { smallTraining } from '../small-application.ts'

/** A folder for one test file, with a dataset of a made map and a run of the made engine that can be validated. */
export function madeValidation() {
  const root = mkdtempSync(join(tmpdir(), 'cirrus-validation-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  let folders = 0
  const newFolder = () => join(root, `f${folders++}`)
  const config = validationConfigSchema.parse({ samples: 7, priorSamples: 16 })
  const dataset = newFolder()
  const run = newFolder()
  const cut = (folder: string, step: number) =>
    cutDataset({
      path: writeMadeMap(join(root, 'map.fits'), waves),
      recipe: datasetRecipeSchema.parse({ size: 16, step, minLatitude: 20 }),
      folder,
    })
  beforeAll(async () => {
    await cut(dataset, 10)
    await trainRun(madeEngine(), {
      dataset,
      folder: run,
      config: { ...smallTraining, latentDimension: 3 },
      signal: new AbortController().signal,
    })
    mkdirSync(runFiles(run).checkpoints, { recursive: true })
    writeFileSync(runFiles(run).checkpoint(3), 'weights')
  }, 60_000)
  const order = (folder = newFolder(), changes: Partial<Parameters<typeof validateRun>[1]> = {}) => ({
    run,
    dataset: null,
    config,
    folder,
    ...changes,
  })

  /** Runs a validation until everything is decoded, and stops there. */
  async function decodeAlone(engine: MadeEngine, folder: string, changes: Parameters<typeof order>[1] = {}) {
    const abort = new AbortController()
    const onProgress = (_: number, note: string) => note.includes('reading') && abort.abort()
    const validation = validateRun(engine, order(folder, { ...changes, signal: abort.signal, onProgress }))
    await expect(validation).rejects.toMatchObject({ code: 'cancelled' })
  }
  return { root, newFolder, config, dataset, run, cut, order, decodeAlone }
}
