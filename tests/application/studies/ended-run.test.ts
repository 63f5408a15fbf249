import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Context } from '../../../src-main/application/host/context.ts'
import { runTrial } from '../../../src-main/application/studies/run-trial.ts'
import { openCatalog } from '../../../src-main/catalog/index.ts'
import type { Executor } from '../../../src-main/jobs/executors/executor.ts'
import {
  exampleDataset,
  exampleMap,
  exampleMetrics,
  exampleRun,
  exampleStudy,
  exampleTrial,
} from '../../catalog/examples.ts'
import { temporaryHome } from '../harness.ts'

const { home, remove } = temporaryHome()
const catalog = openCatalog(home)
afterAll(() => {
  catalog.close()
  remove()
})

describe('a trial whose run had ended when its host died', () => {
  it('gets its value from that run, which is not begun again', async () => {
    const folder = join(home, 'runs', 'ended')
    mkdirSync(folder, { recursive: true })
    const study = { ...exampleStudy, datasetId: exampleDataset.id }
    catalog.maps.insert(exampleMap)
    catalog.datasets.insert(exampleDataset)
    catalog.studies.insert(study)
    catalog.runs.insert({ ...exampleRun, folder, studyId: study.id, state: 'complete' })
    catalog.metrics.put(exampleRun.id, exampleMetrics)
    catalog.trials.insert({ ...exampleTrial, runId: exampleRun.id, state: 'interrupted', value: null })
    const executor = { run: () => Promise.reject(new Error('begun again')) } as unknown as Executor
    const context = { catalog, emit: () => {} } as unknown as Context
    const { signal } = new AbortController()
    const before = catalog.runs.get(exampleRun.id)
    await runTrial(context, { study, number: exampleTrial.number, executor, signal })
    expect(catalog.trials.get(study.id, exampleTrial.number)).toMatchObject({ state: 'complete', failure: null })
    expect(catalog.trials.get(study.id, exampleTrial.number)!.value).toEqual(expect.any(Number))
    expect(catalog.runs.get(exampleRun.id)).toEqual(before)
  })
})
