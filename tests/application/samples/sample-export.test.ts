import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCsv } from '../../../src-main/files/csv.ts'
import { priorSamplesAddress } from '../../../src-preload/contract/samples.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { cutSmall, ended, openWithMadeMap, smallTraining } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let run: Run
beforeAll(async () => {
  const opened = await openWithMadeMap(home, { engineLauncher: madeLauncher })
  app = opened.app
  const dataset = await cutSmall(app, opened.map.id)
  const config = { ...smallTraining, architecture: 'flow' as const, latentDimension: 256, conditions: ['latitude'] }
  run = await ended(app, (await app.call('runs.start', { datasetId: dataset.id, config })).id)
}, 60_000)
afterAll(async () => {
  await app.close()
  remove()
})
const order = { checkpoint: 'best' as const, seed: 3, formats: ['npy' as const] }
const endedJob = (id: string) =>
  until(
    async () => (await app.call('jobs.list', {})).find((job) => job.id === id)!,
    ({ state }) => state !== 'waiting' && state !== 'running',
  )

describe('an export of samples', () => {
  it('is a job of the run, and its files are an export, under the conditions and at the places of the form', async () => {
    const places = { kind: 'at' as const, at: [{ lon: 10, lat: -50 }] }
    const formats = ['npy', 'fits'] as const
    const job = await app.call('exports.samples', {
      ...{ ...order, runId: run.id, unit: 'map', given: { std: 0.5 }, places, formats: [...formats], count: 2 },
    })
    expect(job).toMatchObject({ kind: 'run', subject: run.id, title: `Draw 2 samples of ${run.name}` })
    const { state, note } = await endedJob(job.id)
    const [made] = await app.call('exports.list', {})
    expect([state, note]).toEqual(['complete', `2 samples in ${made.folder}`])
    expect(made.source).toEqual({ kind: 'run', id: run.id })
    const names = ['samples.npy', 'samples-map.npy', 'samples.csv', 'sample-00000.fits', 'sample-00001.fits']
    expect(made.files.map(({ name }) => name)).toEqual(names)
    const { columns, rows } = await readCsv(join(made.folder, 'samples.csv'))
    const column = (name: string) => rows.map((row) => row[columns.indexOf(name)])
    expect([column('latitude'), column('std')]).toEqual([
      [50, 50],
      [0.5, 0.5],
    ])
    expect(readFileSync(join(made.folder, 'samples.json'), 'utf8')).toContain('"seed": 3')
  })

  it('that can’t be drawn is refused in the form: no job begins', async () => {
    const before = await app.call('jobs.list', {})
    const refused = (changes: object) => app.call('exports.samples', { ...order, runId: run.id, count: 1, ...changes })
    await expect(refused({ given: { dust: 1 } })).rejects.toMatchObject({ code: 'refused' })
    await expect(refused({ count: undefined })).rejects.toThrow('How many samples?')
    await expect(refused({ runId: 'nobody' })).rejects.toMatchObject({ code: 'not-found' })
    expect(await app.call('jobs.list', {})).toHaveLength(before.length)
  })
})

describe('samples of a run', () => {
  it('can be given the numbers that are listed, with their range', async () => {
    const numbers = await app.call('samples.numbers', { runId: run.id })
    expect(numbers.map(({ name, told, undoes }) => [name, told, undoes])).toEqual([
      ['latitude', true, false],
      ['mean', false, true],
      ['std', false, true],
    ])
    for (const { range } of numbers) expect(range!.least).toBeLessThan(range!.most)
  })

  it('have the mean and std that their address gives, and are refused others', async () => {
    const draws = { checkpoint: 'best', count: 2, seed: 0 } as const
    const picture = async (given: Record<string, number>, unit: 'map' | 'standard' = 'map') => {
      const answer = await app.get(priorSamplesAddress(run.id, { ...draws, unit, given }))
      return { status: answer.status, values: answer.ok ? new Float32Array(await answer.arrayBuffer()) : null }
    }
    const { values: standard } = await picture({ latitude: 40 }, 'standard')
    const { values } = await picture({ latitude: 40, mean: 1, std: 0.25 })
    for (const i of [0, 99, 511]) expect(values![i]).toBeCloseTo(Math.exp(0.25 * standard![i] + 1), 4)
    expect((await picture({ mean: 1 }, 'standard')).status).toBe(400)
    expect((await picture({ mean: 1, std: 0 })).status).toBe(400)
  })
})
