import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { computations } from '../../../src-main/application/host/computations.ts'
import { openCatalog, type Catalog } from '../../../src-main/catalog/index.ts'
import { FitsError } from '../../../src-main/sky/fits/fits-error.ts'
import { createJobs } from '../../../src-main/jobs/queue.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Validation } from '../../../src-preload/contract/validations.ts'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import { exampleValidation, exampleRun } from '../../catalog/examples.ts'

let home: string
let catalog: Catalog
/** The states reported to windows, with the ends of jobs. */
let told: string[]
let jobs: ReturnType<typeof createJobs>
let all: ReturnType<typeof computations<Validation>>
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cirrus-computations-'))
  catalog = openCatalog(home)
  catalog.runs.insert({ ...exampleRun, datasetId: null })
  told = []
  jobs = createJobs((job: Job) => void (job.endedAt && told.push(`job ${job.state}`)))
  const tell = ({ id }: Validation) => void told.push(catalog.validations.get(id)?.state ?? 'gone')
  all = computations({ jobs }, { kind: 'validation', of: 'validation', table: catalog.validations, tell })
})
afterEach(() => {
  catalog.close()
  rmSync(home, { recursive: true, force: true })
})

const waiting = (id: string): Validation => {
  const folder = join(home, id)
  mkdirSync(folder)
  return { ...exampleValidation, id, folder, datasetId: null, state: 'waiting', summary: null }
}
const { summary } = exampleValidation
const title = 'Validate demo'
/** Work that lasts until it is stopped. */
const endless = ({ signal }: { signal: AbortSignal }) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
const ended = async () => {
  while (!told.some((word) => word.startsWith('job'))) await new Promise(setImmediate)
}

describe('a computation', () => {
  it('waits, runs and completes, with its results in its row', async () => {
    const begun = all.begin(waiting('a'), {
      title,
      compute: async () => ({ changes: { summary }, note: '285 patches' }),
    })
    expect(begun).toMatchObject({ id: 'a', summary: null })
    await ended()
    expect(all.get('a')).toMatchObject({ state: 'complete', summary, failure: null })
    expect(told).toEqual(['waiting', 'running', 'complete', 'job complete'])
  })

  it('that fails keeps a readable reason: a defective file is refused input', async () => {
    const compute = () => Promise.reject(new FitsError('mask.fits', 'HDU 1', 'it has no pixels'))
    all.begin(waiting('a'), { title, compute })
    await ended()
    expect(all.get('a')).toMatchObject({
      state: 'failed',
      failure: { code: 'refused', message: 'mask.fits, HDU 1: it has no pixels.' },
    })
  })

  it('whose engine dies is interrupted, as a training is: the same work may succeed', async () => {
    const error = new CirrusError('engine-killed', 'The engine was killed.')
    all.begin(waiting('a'), { title, compute: () => Promise.reject(error) })
    await ended()
    expect(all.get('a')).toMatchObject({ state: 'interrupted', failure: { code: 'engine-killed' } })
  })

  it('that is stopped is interrupted, not failed, and so is one that had not started', async () => {
    all.begin(waiting('a'), { title, compute: endless })
    all.begin(waiting('b'), { title, compute: endless })
    expect(await all.stop('b')).toMatchObject({ state: 'interrupted', failure: null })
    expect(await all.stop('a')).toMatchObject({ state: 'interrupted', failure: null })
    expect(told.filter((word) => word.startsWith('job'))).toEqual(['job interrupted', 'job interrupted'])
  })

  it('is stopped, then removed with its folder', async () => {
    all.begin(waiting('a'), { title, compute: endless })
    await all.remove('a')
    expect(existsSync(join(home, 'a'))).toBe(false)
    expect(told.slice(-2)).toEqual(['job interrupted', 'gone'])
    expect(() => all.get('a')).toThrow('There is no validation a.')
  })

  it('that does not exist can be neither stopped nor removed', async () => {
    await expect(all.stop('nobody')).rejects.toMatchObject({ code: 'not-found' })
    await expect(all.remove('nobody')).rejects.toThrow('There is no validation nobody.')
  })

  it('running when its host died is interrupted; those that had ended are unchanged', () => {
    for (const state of ['waiting', 'running', 'complete', 'failed'] as const) {
      catalog.validations.insert({ ...waiting(state), state })
    }
    all.recover()
    const failure = { code: 'interrupted', message: 'Cirrus exited during this validation. Start it again.' }
    const after = Object.fromEntries(catalog.validations.list().map((row) => [row.id, [row.state, row.failure]]))
    expect(after).toEqual({
      waiting: ['interrupted', failure],
      running: ['interrupted', failure],
      complete: ['complete', null],
      failed: ['failed', null],
    })
  })
})
