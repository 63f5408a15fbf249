import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { cutDataset } from '../../src-main/application/datasets/cut-dataset.ts'
import { trainRun } from '../../src-main/application/runs/train-run.ts'
import { datasetRecipeSchema } from '../../src-preload/contract/datasets.ts'
import { madeEngine } from './made-engine.ts'
import { waves, writeMadeMap } from './made-map.ts'
import { smallTraining } from './small-application.ts'

/**
 * A folder for one test file, with a dataset of a made map and a run on it that the made engine claims to have trained.
 */
export function madeRun() {
  const root = mkdtempSync(join(tmpdir(), 'cirrus-made-run-'))
  let folders = 0
  const at = (...names: string[]) => join(root, ...names)
  const newFolder = () => at(`f${folders++}`)
  const cut = async (name: string, minLatitude = 20, size = 16) => {
    const path = writeMadeMap(at('map.fits'), waves, { cards: [{ keyword: 'REFERENC', value: "O'Made et al. 2026" }] })
    const recipe = datasetRecipeSchema.parse({ size, step: 10, minLatitude })
    await cutDataset({ path, recipe, folder: at(name) })
    return at(name)
  }
  const made = { root, at, newFolder, cut, dataset: at('dataset'), run: at('run') }
  beforeAll(async () => {
    await cut('dataset')
    const signal = new AbortController().signal
    await trainRun(madeEngine(), { dataset: made.dataset, folder: made.run, config: smallTraining, signal })
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  return made
}
