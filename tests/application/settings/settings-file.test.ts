import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { changeSettings, readSettings } from '../../../src-main/application/settings/settings-file.ts'
import { createSlurmClusters } from '../../../src-main/application/settings/slurm-clusters.ts'
import { trialFiles } from '../../../src-main/jobs/executors/slurm/trial-files.ts'
import type { SlurmQueue } from '../../../src-main/jobs/executors/slurm/queue.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { defaultDeviceOptions } from '../../../src-preload/contract/device-options.ts'
import { slurmProfileSchema } from '../../../src-preload/contract/slurm-profiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'settings.json')
beforeEach(() => rmSync(file, { force: true }))
const night = slurmProfileSchema.parse({ name: 'night' })

describe('settings.json', () => {
  it('is optional, and reading does not create it', async () => {
    expect(await readSettings(file)).toEqual({ device: defaultDeviceOptions, slurm: [] })
    expect(existsSync(file)).toBe(false)
  })

  it('of an older Cirrus has defaults for missing settings', async () => {
    writeFileSync(file, '{"device": {"intraOpThreads": 2}}')
    expect(await readSettings(file)).toEqual({ device: { ...defaultDeviceOptions, intraOpThreads: 2 }, slurm: [] })
  })

  it('keeps the other settings if one is changed', async () => {
    const device = { ...defaultDeviceOptions, gpus: ['1'] }
    await changeSettings(file, { device })
    await changeSettings(file, { slurm: [night] })
    expect(await readSettings(file)).toEqual({ device, slurm: [night] })
    expect(readFileSync(file, 'utf8')).toMatch(/^\{\n {2}"device": \{/)
  })

  it.each([
    ['{"device":', /^.*settings\.json: it is not JSON \(.*\); remove the file to go back to the defaults\.$/],
    ['{"slurm": [{"name": ""}]}', /settings\.json, slurm\.0\.name: /],
    ['{"slurm": [{"name": "a"}, {"name": "a"}]}', /settings\.json, slurm: two profiles have the same name\.$/],
    ['{"device": {"gpus": ["GPU 0"]}}', /settings\.json, device\.gpus\.0: .*nvidia-smi -L prints\.$/],
  ])('that is damaged is refused, naming the place, and not overwritten: %s', async (text, message) => {
    writeFileSync(file, text)
    for (const use of [() => readSettings(file), () => changeSettings(file, { slurm: [night] })]) {
      await expect(use()).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(message) })
    }
    expect(readFileSync(file, 'utf8')).toBe(text)
  })
})

describe('jobs that may be alive on a cluster', () => {
  const living = (name: string) => {
    const run = mkdtempSync(join(folder, name))
    writeFileSync(trialFiles(run).job, '')
    return run
  }
  const clusters = (jobs: SlurmQueue['jobs'], cancelled: string[] = []) =>
    createSlurmClusters({
      ...{ settings: file, arrays: join(folder, 'arrays'), profiles: [night] },
      queue: { every: 1, submit: async () => 1, jobs, cancel: async (id) => void cancelled.push(id) },
    })

  it('are cancelled, whoever submitted them, and waited for; those of other folders continue', async () => {
    const [run, cancelled] = [living('run-'), [] as string[]]
    const jobs = async () => [
      { id: '17', state: cancelled.length > 0 ? 'CANCELLED' : 'RUNNING', reason: '', folder: run },
      { id: '18', state: 'RUNNING', reason: '', folder: '/other' },
    ]
    await clusters(jobs, cancelled).cancel([run])
    expect(cancelled).toEqual(['17'])
    expect(existsSync(trialFiles(run).job)).toBe(false)
  })

  it('are not looked up if no folder has any, so Slurm is not required', async () => {
    const jobs = () => Promise.reject(new CirrusError('refused', 'There is no squeue.'))
    await expect(clusters(jobs).cancel([mkdtempSync(join(folder, 'none-'))])).resolves.toBeUndefined()
  })

  it('that Slurm can’t report are a conflict with advice', async () => {
    const runs = [living('first-'), living('second-')]
    const jobs = () => Promise.reject(new CirrusError('refused', 'There is no squeue.'))
    await expect(clusters(jobs).cancel(runs)).rejects.toMatchObject({
      code: 'conflict',
      message: `A Slurm job of ${runs[0]} or 1 other run may still be queued or running, and Slurm does not answer: There is no squeue. Try again later; if there is no such job, remove ${trialFiles(runs[0]).job}.`,
    })
    expect(existsSync(trialFiles(runs[0]).job)).toBe(true)
  })
})
