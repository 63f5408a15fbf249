import { expect, it } from 'vitest'
import { keepExports } from '../../../src-main/application/exports/keep.ts'
import type { Context } from '../../../src-main/application/host/context.ts'
import { stopRuns } from '../../../src-main/application/runs/stop-runs.ts'
import { startSampleExport } from '../../../src-main/application/samples/start-sample-export.ts'
import { createJobs } from '../../../src-main/jobs/queue.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'

const { root, newFolder, run } = madeRun()

it('an export of samples goes on when the training of its run is stopped', async () => {
  let draw = () => {}
  const allowed = new Promise<void>((resolve) => (draw = resolve))
  const jobs = createJobs(() => {})
  const context = {
    jobs,
    catalog: {
      runs: { get: () => ({ id: 'dust', name: 'dust', folder: run }) },
      exports: { get: () => null, insert: <T>(record: T) => record },
    },
    engines: { interactive: madeEngine({ during: () => allowed }) },
    layout: { exports: root },
    slurm: { cancel: async () => {} },
    emit: () => {},
  } as unknown as Context
  const training = jobs.start({
    ...{ kind: 'run', title: 'Train dust', subject: 'dust', lane: 'training' },
    work: ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped'))),
  })
  const request = { runId: 'dust', checkpoint: 'best', seed: 0, count: 2, unit: 'standard', given: {} } as const
  const files = { formats: ['npy' as const], places: null, folder: newFolder() }
  const drawing = await startSampleExport(context, keepExports(context), { ...request, ...files })
  await stopRuns(context, [{ id: 'dust', folder: run }])
  expect((await training.done).state).toBe('interrupted')
  draw()
  expect(await drawing.done).toMatchObject({ state: 'complete', failure: null })
})
