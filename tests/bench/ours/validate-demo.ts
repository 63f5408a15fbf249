import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withEngine } from '../../../src-main/application/host/engine.ts'
import { demoMapPath, demoRecipe } from '../../../src-main/application/host/first-start.ts'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { presetConfig } from '../../../src-main/application/runs/preset-config.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { readValidationRecord } from '../../../src-main/application/validations/validation-folder.ts'
import { main } from '../../../src-main/terminal/main.ts'
import { patchFormOf } from '../../../src-preload/contract/datasets.ts'
import { defaultDeviceOptions } from '../../../src-preload/contract/device-options.ts'
import { answerLines, secondsOf } from './answer-lines.ts'

/** The cost of a validation does not depend on how long the run was trained. */
const epochs = 1

await answerLines({
  /**
   * Seconds of `cirrus reconstruct --report` from the start of its engine to the last figure, and of the validation
   * within; dataset and training are not included.
   */
  async validate() {
    const root = await mkdtemp(join(tmpdir(), 'cirrus-bench-'))
    const [dataset, run, folder] = ['dataset', 'run', 'validation'].map((name) => join(root, name))
    const { signal } = new AbortController()
    try {
      const record = await cutDataset({ path: demoMapPath(), recipe: demoRecipe, folder: dataset })
      const config = { ...presetConfig('demo', patchFormOf(record)), epochs }
      await withEngine({ ...defaultDeviceOptions, gpus: [] }, (engine) =>
        trainRun(engine, { dataset, folder: run, config, signal }),
      )
      const streams = { stdout: process.stderr, stderr: process.stderr }
      const report = await secondsOf(async () => {
        const code = await main(['reconstruct', run, '--out', folder, '--report', '--device', 'gpus=none'], streams)
        if (code !== 0) throw new Error(`cirrus reconstruct ended with ${code}`)
      })
      return { report, validation: (await readValidationRecord(folder)).results.seconds }
    } finally {
      await rm(root, { recursive: true, force: true })
    }
  },
})
