import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { openCatalog } from '../../../src-main/catalog/index.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { openApplication, temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { cutSmall, ended, openWithMadeMap, smallTraining } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let run: Run
beforeAll(async () => {
  const opened = await openWithMadeMap(home, { engineLauncher: madeLauncher })
  app = opened.app
  const dataset = await cutSmall(app, opened.map.id)
  const config = { ...smallTraining, latentDimension: 3 }
  run = await ended(app, (await app.call('runs.start', { datasetId: dataset.id, config })).id)
})
afterAll(async () => {
  await app.close()
  remove()
})

const start = (samples: number, runId = run.id) =>
  app.call('validations.start', { runId, config: { checkpoint: 'last', samples, priorSamples: 16 } })
const validated = async (samples: number) => {
  const { id } = await start(samples)
  return until(
    () => app.call('validations.get', { id }),
    ({ state }) => state !== 'waiting' && state !== 'running',
  )
}

describe('a validation', () => {
  it('is refused at once for spectra that can’t be measured', async () => {
    const mask = join(home, 'mask.npy')
    await writeNpy(mask, new Uint8Array(64).fill(1), [8, 8])
    const begun = (spectra: object) =>
      app.call('validations.start', { runId: run.id, config: { checkpoint: 'last', samples: 4, spectra } })
    await expect(begun({ mask })).rejects.toMatchObject({
      code: 'refused',
      message: `${mask}, shape: a mask of 8 x 8 does not fit maps of 16 x 16; make one picture of that size.`,
    })
    await expect(begun({ bands: [9000, 9900] })).rejects.toThrow(/: no mode lies between these edges/)
    await expect(begun({ bands: [300, 200] })).rejects.toMatchObject({ code: 'invalid-params' })
    expect(await app.call('validations.list', { runId: run.id })).toEqual([])
  })

  it('is refused for a split without patches, and for a missing run or validation', async () => {
    const unused = app.call('validations.start', { runId: run.id, config: { split: 'unused' } })
    await expect(unused).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('no unused') })
    await expect(start(4, 'nobody')).rejects.toMatchObject({ code: 'not-found' })
    for (const name of ['get', 'results', 'patches', 'nearest', 'stop', 'remove'] as const)
      await expect(app.call(`validations.${name}`, { id: 'nobody' })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('requested again is the same one: nothing is computed', async () => {
    const validation = await validated(4)
    const jobs = await app.call('jobs.list', {})
    expect(await start(4)).toEqual(validation)
    expect(await app.call('jobs.list', {})).toHaveLength(jobs.length)
    expect(await app.call('validations.list', { runId: run.id })).toEqual([validation])
    expect(await app.call('validations.list', { runId: 'another' })).toEqual([])
  })

  it('is removed with its folder', async () => {
    const { id, folder } = await validated(2)
    expect(existsSync(folder)).toBe(true)
    await app.call('validations.remove', { id })
    expect(existsSync(folder)).toBe(false)
    await expect(app.call('validations.get', { id })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('left running by a dead host is interrupted, and a complete one is found complete', async () => {
    const { id, folder } = await validated(3)
    const whole = readFileSync(join(folder, 'results.json'), 'utf8')
    await app.close()
    const catalog = openCatalog(home)
    catalog.validations.update(id, { state: 'running', summary: null })
    catalog.close()
    app = await openApplication(home, { engineLauncher: madeLauncher })
    expect(await app.call('validations.get', { id })).toMatchObject({
      state: 'interrupted',
      failure: { code: 'interrupted' },
    })
    expect((await validated(3)).state).toBe('complete')
    expect(readFileSync(join(folder, 'results.json'), 'utf8')).toBe(whole)
  })

  it('whose results were deleted by hand is computed again when requested', async () => {
    const { folder, createdAt } = await validated(3)
    rmSync(join(folder, 'results.json'))
    const again = await validated(3)
    expect(again).toMatchObject({ state: 'complete', folder })
    expect(again.createdAt).not.toBe(createdAt)
    expect(existsSync(join(folder, 'results.json'))).toBe(true)
  })
})
