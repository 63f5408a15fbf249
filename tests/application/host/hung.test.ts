import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { cutSmall, ended, openWithMadeMap, smallTraining } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let dataset: Dataset
beforeAll(async () => {
  const opened = await openWithMadeMap(home)
  app = opened.app
  dataset = await cutSmall(app, opened.map.id)
})
afterAll(async () => {
  await app.close()
  remove()
})

it.skipIf(process.platform === 'win32')(
  'a training that hangs when stopped is killed, interrupted at its last checkpoint, and can resume from there',
  // Engines that train run below the priority of other tests: on a busy machine each of the two takes its time to start.
  { timeout: 180_000 },
  async () => {
    const config = { ...smallTraining, epochs: 100_000 }
    const { id } = await app.call('runs.start', { datasetId: dataset.id, config })
    await until(
      () => app.call('runs.metrics', { id }),
      (rows) => rows.length >= 2,
    )
    const [{ pid }] = await app.call('devices.list', {})
    // Suspended by the system in the middle of its work, like a step that never returns.
    process.kill(pid!, 'SIGSTOP')
    await app.call('runs.stop', { id })
    const stopped = await ended(app, id)
    expect(stopped).toMatchObject({ state: 'interrupted', failure: { code: 'engine-hung' } })
    expect(stopped.failure!.message).toMatch(/did not stop.*last checkpoint is kept/)
    expect(stopped.epoch).toBeGreaterThanOrEqual(2)
    expect(() => process.kill(pid!, 0)).toThrow(/ESRCH/)

    await app.call('runs.resume', { id, epochs: stopped.epoch + 1 })
    expect(await ended(app, id)).toMatchObject({ state: 'complete', epoch: stopped.epoch + 1, failure: null })
  },
)
