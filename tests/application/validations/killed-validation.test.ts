import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { validationFiles } from '../../../src-main/application/validations/validation-folder.ts'
import { isLeftoverName, leftoverPath } from '../../../src-main/files/atomic.ts'
import { validationArrayAddress, validationPicturesAddress } from '../../../src-preload/contract/validations.ts'
import { withoutTrainer } from '../made-launcher.ts'
import { openApplication, temporaryHome, until, type Opened } from '../harness.ts'
import { cutSmall, ended, openWithMadeMap, smallTraining } from '../small-application.ts'

const program = fileURLToPath(new URL('mortal-validation.ts', import.meta.url))
const { home, remove } = temporaryHome()
let app: Opened
let id: string
let folder: string
let whole: Awaited<ReturnType<typeof left>>
beforeAll(async () => {
  const opened = await openWithMadeMap(home)
  app = opened.app
  const dataset = await cutSmall(app, opened.map.id)
  const run = await app.call('runs.start', { datasetId: dataset.id, config: smallTraining })
  await ended(app, run.id)
  ;({ id, folder } = await app.call('validations.start', { runId: run.id, config }))
  expect((await settled()).state).toBe('complete')
  whole = await left()
}, 120_000)
afterAll(async () => {
  await app.close()
  remove()
})

const config = { checkpoint: 'last', split: 'test', samples: 3, priorSamples: 16 } as const
const settled = () =>
  until(
    () => app.call('validations.get', { id }),
    ({ state }) => state !== 'waiting' && state !== 'running',
  )
/** The results of a validation, without the time it took. */
const left = async () => ({
  results: { ...(await app.call('validations.results', { id })), seconds: 0 },
  residuals: readFileSync(validationFiles(folder).array('residuals')),
})

/** A host that runs a validation, and is killed as soon as it reports this step. */
async function killedWhile(note: string, runId: string) {
  const order = JSON.stringify({ runId, config })
  const environment = { ...process.env, HOME_FOLDER: home, ORDER: order, DIES_WHILE: note }
  const child = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] })
  const end = await new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)))
  expect(end).toBe('SIGKILL')
}

it.each(['reconstructing patch', 'measuring patches in the map’s unit', 'finding the nearest'])(
  'a validation whose host is killed while %s is interrupted, shows nothing half-written, and completes when repeated',
  { timeout: 120_000 },
  async (note) => {
    const { runId } = await app.call('validations.get', { id })
    await app.call('validations.remove', { id })
    await app.close()
    try {
      await killedWhile(note, runId)
    } finally {
      // What an interrupted write leaves behind.
      writeFileSync(join(folder, '.residuals.npy.0a1b2c.cirrus-partial'), 'half')
      app = await openApplication(home, { engineLauncher: withoutTrainer })
    }

    expect(await app.call('validations.get', { id })).toMatchObject({
      state: 'interrupted',
      summary: null,
      failure: { code: 'interrupted', message: expect.stringMatching(/Cirrus exited during .* Start it again/) },
    })
    await expect(app.call('validations.results', { id })).rejects.toMatchObject({ code: 'not-found' })
    const addresses = [validationArrayAddress(id, 'original-spectra'), validationPicturesAddress(id, 'residuals', 0, 1)]
    for (const address of addresses) expect((await app.get(address)).status).toBe(404)
    expect(existsSync(validationFiles(folder).record)).toBe(false)
    expect((await app.call('runs.files', { id: runId })).filter(({ path }) => path.includes('partial'))).toEqual([])

    expect(await app.call('validations.start', { runId, config })).toMatchObject({ id, failure: null })
    expect(await settled()).toMatchObject({ state: 'complete', failure: null })
    expect(await left()).toEqual(whole)
    expect(readdirSync(folder).filter(isLeftoverName)).toEqual([])
  },
)

it('what a killed host left of a picture that a complete validation gets later is removed at the next start', async () => {
  await app.close()
  writeFileSync(leftoverPath(join(folder, 'interpolation.json')), 'half')
  app = await openApplication(home, { engineLauncher: withoutTrainer })
  expect(readdirSync(folder).filter(isLeftoverName)).toEqual([])
  expect(await left()).toEqual(whole)
})
