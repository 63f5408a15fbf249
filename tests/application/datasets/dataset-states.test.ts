import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SkyMap } from '../../../src-preload/contract/maps.ts'
import { inCatalog } from '../in-catalog.ts'
import { openApplication, temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { cutSmall, openWithMadeMap, smallTraining } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let map: SkyMap
beforeAll(async () => {
  ;({ app, map } = await openWithMadeMap(home, { engineLauncher: madeLauncher }))
})
afterAll(async () => {
  await app.close()
  remove()
})

describe('a dataset', () => {
  it('left half cut by a dead host is interrupted, and its partial files are removed', async () => {
    const half = await cutSmall(app, map.id, 'half')
    await app.close()
    inCatalog(home, (database) => database.prepare("update datasets set state = 'running' where id = ?").run(half.id))
    writeFileSync(join(half.folder, '.patches.npy.0a.cirrus-partial'), 'half')
    app = await openApplication(home, { engineLauncher: madeLauncher })
    expect((await app.call('datasets.get', { id: half.id })).state).toBe('interrupted')
    expect(existsSync(half.folder)).toBe(false)
    expect(await app.call('datasets.patches', { id: half.id })).toEqual([])
    await expect(app.call('runs.start', { datasetId: half.id, config: smallTraining })).rejects.toThrow(
      /is interrupted; a run needs a complete dataset/,
    )
    await app.call('datasets.remove', { id: half.id })
  })

  it('cancelled while it is cut is interrupted, and one that cannot be cut reports why', async () => {
    const { id } = await app.call('datasets.create', {
      mapId: map.id,
      column: 0,
      recipe: { size: 512, step: 3, minLatitude: 15 },
    })
    const [job] = (await app.call('jobs.list', {})).filter(({ subject }) => subject === id)
    await app.call('jobs.cancel', { id: job.id })
    const cancelled = await until(
      () => app.call('datasets.get', { id }),
      ({ state }) => state !== 'waiting' && state !== 'running',
    )
    expect([cancelled.state, cancelled.failure, existsSync(cancelled.folder)]).toEqual(['interrupted', null, false])
    await expect(app.call('datasets.preview', { step: 0.01 })).rejects.toMatchObject({
      code: 'invalid-params',
      message: expect.stringMatching(/choose a larger step/),
    })
  })
})
