import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { childProcessLauncher } from '../../src-main/engine/client/child-process-launcher.ts'
import { superviseEngine } from '../../src-main/engine/client/engine.ts'
import { readProgress } from '../../src-main/engine/training/checkpoint.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { newFolder, smallConfig, writeDataset } from './training/small-dataset.ts'

const engine = superviseEngine({ launcher: childProcessLauncher(), times: { stopLimit: 700 } })
afterAll(() => engine.close())

test('a stop takes effect during a validation longer than any silence before', async () => {
  const runFolder = newFolder()
  // One step, then a thousand batches with one sample of each validation patch.
  const config = { ...smallConfig, batchSize: 25, validationSamples: 1000 }
  const stepped = Promise.withResolvers<void>()
  const end = engine.call(
    'training.run',
    { datasetFolder: await writeDataset(), runFolder, config, resume: false },
    { onProgress: ({ kind }) => kind === 'step' && stepped.resolve() },
  )
  await stepped.promise
  await setTimeout(300)
  const told = engine.call('training.stop', { runFolder })
  engine.endIfHung(end)
  expect(await end).toMatchObject({ state: 'interrupted', epoch: 0 })
  await told
  expect(await readProgress(runFiles(runFolder).stopped)).toMatchObject({ epoch: 0, step: 1 })
  expect(engine.state()).toMatchObject({ restarts: 0, failure: null })
})
