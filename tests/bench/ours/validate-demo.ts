import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withEngine } from '../../../src-main/application/engine.ts'
import { demoMapPath, demoRecipe } from '../../../src-main/application/first-start.ts'
import { cutDataset } from '../../../src-main/application/operations/cut-dataset.ts'
import { presetConfig } from '../../../src-main/application/operations/preset-config.ts'
import { trainRun } from '../../../src-main/application/operations/train-run.ts'
import { validateRun } from '../../../src-main/application/operations/validate-run.ts'
import { defaultDeviceOptions } from '../../../src-preload/contract/device-options.ts'
import { validationConfigSchema } from '../../../src-preload/contract/validations.ts'
import { answerLines, secondsOf } from './answer-lines.ts'

/** What a validation takes does not depend on how long the run was trained. */
const epochs = 1

await answerLines({
  /** Seconds of the validation alone: dataset and training come before it. */
  async validate() {
    const root = await mkdtemp(join(tmpdir(), 'cirrus-bench-'))
    const [dataset, run, folder] = ['dataset', 'run', 'validation'].map((name) => join(root, name))
    const { signal } = new AbortController()
    try {
      await cutDataset({ path: demoMapPath(), recipe: demoRecipe, folder: dataset })
      return await withEngine({ ...defaultDeviceOptions, gpus: [] }, async (engine) => {
        const config = { ...presetConfig('demo', demoRecipe.size), epochs }
        await trainRun(engine, { dataset, folder: run, config, signal })
        const order = { run, dataset: null, config: validationConfigSchema.parse({}), folder }
        return secondsOf(() => validateRun(engine, order))
      })
    } finally {
      await rm(root, { recursive: true, force: true })
    }
  },
})
