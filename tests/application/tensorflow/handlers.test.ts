import { afterAll, afterEach, expect, it } from 'vitest'
import { openApplication, temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { fallSilent, openArchive, serve } from '../host/download/archive-server.ts'
import { madeBuild, makeWheel, tensorflowFiles } from './made-build.ts'
import { needingLauncher } from './needing-launcher.ts'

const { home, remove } = temporaryHome()
const file = { body: makeWheel(tensorflowFiles), etag: '"one"' }
const archive = await openArchive([fallSilent(file), serve(file)])
const builds = [madeBuild(archive.url, { 'tensorflow.whl': tensorflowFiles })]
let app: Opened
afterEach(() => app.close())
afterAll(async () => {
  await archive.close()
  remove()
})

it('TensorFlow is fetched once at a time, stopped and continued; then the engine starts with it', async () => {
  const supply = { packaged: true, platform: 'linux-x64', nvidiaDriver: false, builds }
  app = await openApplication(home, { demo: false, engineLauncher: needingLauncher, tensorflow: supply })
  const plan = () => app.call('tensorflow.plan', {})
  const engine = async () => (await app.call('devices.list', {}))[0]
  const ended = async (id: string) =>
    until(
      async () => (await app.call('jobs.list', {})).find((job) => job.id === id)!,
      ({ endedAt }) => endedAt !== null,
    )
  await until(engine, ({ state }) => state === 'failed')
  expect(await plan()).toMatchObject({ obstacle: null, fetched: null, jobId: null, builds: [{ downloaded: 0 }] })

  const first = await app.call('tensorflow.fetch', { flavour: 'cpu' })
  expect(first).toMatchObject({ kind: 'tensorflow', title: 'Fetch TensorFlow 2.21.0 for the CPU', subject: null })
  await until(plan, ({ builds: [build] }) => build.downloaded > 0)
  expect((await app.call('tensorflow.fetch', { flavour: 'cpu' })).id).toBe(first.id)
  expect((await plan()).jobId).toBe(first.id)
  await app.call('jobs.cancel', { id: first.id })
  expect(await ended(first.id)).toMatchObject({ state: 'interrupted' })
  expect((await engine()).state).toBe('failed')

  const second = await app.call('tensorflow.fetch', { flavour: 'cpu' })
  expect(await ended(second.id)).toMatchObject({ state: 'complete', note: 'TensorFlow 2.21.0 for the CPU is ready' })
  expect(archive.requests[1]).toMatch(/^bytes=\d+-$/)
  expect(await until(engine, ({ state }) => state === 'ready')).toMatchObject({ failure: null })
  expect(await plan()).toMatchObject({ fetched: 'cpu', jobId: null })
})

it('a checkout fetches nothing', async () => {
  app = await openApplication(home, { demo: false, engineLauncher: madeLauncher })
  await expect(app.call('tensorflow.fetch', { flavour: 'cpu' })).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('npm start'),
  })
})
