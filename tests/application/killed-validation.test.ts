import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { validationFiles } from '../../src-main/application/operations/validation-folder.ts'
import { isLeftoverName } from '../../src-main/files/atomic.ts'
import { validationArrayAddress, validationPicturesAddress } from '../../src-preload/contract/validations.ts'
import { openApplication, temporaryHome, until, type Opened } from './harness.ts'
import { cutSmall, ended, openWithMadeMap, smallTraining } from './small-application.ts'

const program = fileURLToPath(new URL('mortal-validation.ts', import.meta.url))
const { home, remove } = temporaryHome()
let app: Opened
let runId: string
beforeAll(async () => {
  const opened = await openWithMadeMap(home)
  app = opened.app
  const dataset = await cutSmall(app, opened.map.id)
  const { id } = await app.call('runs.start', { datasetId: dataset.id, config: smallTraining })
  runId = (await ended(app, id)).id
}, 60_000)
afterAll(async () => {
  await app.close()
  remove()
})

const start = (samples: number) => app.call('validations.start', { runId, config: { checkpoint: 'last', samples } })
const settled = (id: string) =>
  until(
    () => app.call('validations.get', { id }),
    ({ state }) => state !== 'waiting' && state !== 'running',
  )
/** All that was measured, but for the time that it took. */
const measured = async (id: string) => ({ ...(await app.call('validations.results', { id })), seconds: 0 })

/** A host that validates, and is killed the moment that it says what it does. */
async function killedWhile(note: string, samples: number) {
  const environment = { ...process.env, HOME_FOLDER: home, RUN: runId, SAMPLES: String(samples), DIES_WHILE: note }
  const child = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = await new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)))
  expect(ended).toBe('SIGKILL')
}

it.each([
  ['reconstructs patch', 3],
  ['measures patches in the map’s unit', 4],
  ['looks for the nearest', 5],
])(
  'a validation whose host is killed while it %s says so, shows nothing half-written, and is made whole by asking again',
  { timeout: 120_000 },
  async (note, samples) => {
    const { id: undisturbed, folder } = await start(samples)
    expect((await settled(undisturbed)).state).toBe('complete')
    const whole = await measured(undisturbed)
    const pictures = readFileSync(validationFiles(folder).array('residuals'))
    await app.call('validations.remove', { id: undisturbed })
    await app.close()
    try {
      await killedWhile(note, samples)
    } finally {
      // What a write that was cut short leaves, if it is cut short then.
      writeFileSync(join(folder, '.residuals.npy.0a1b2c.cirrus-partial'), 'half')
      app = await openApplication(home)
    }

    const id = undisturbed
    const found = await app.call('validations.get', { id })
    expect(found).toMatchObject({
      state: 'interrupted',
      summary: null,
      failure: { code: 'interrupted', message: expect.stringMatching(/Cirrus ended while .* begun again/) },
    })
    await expect(app.call('validations.results', { id })).rejects.toMatchObject({ code: 'not-found' })
    const addresses = [validationArrayAddress(id, 'original-spectra'), validationPicturesAddress(id, 'residuals', 0, 1)]
    for (const address of addresses) expect((await app.get(address)).status).toBe(404)
    expect(existsSync(validationFiles(folder).record)).toBe(false)
    expect((await app.call('runs.files', { id: runId })).filter(({ path }) => path.includes('partial'))).toEqual([])

    expect(await start(samples)).toMatchObject({ id, state: expect.stringMatching(/waiting|running/), failure: null })
    expect(await settled(id)).toMatchObject({ state: 'complete', failure: null })
    expect(await measured(id)).toEqual(whole)
    expect(readFileSync(validationFiles(folder).array('residuals'))).toEqual(pictures)
    expect(readdirSync(folder).filter(isLeftoverName)).toEqual([])
  },
)
