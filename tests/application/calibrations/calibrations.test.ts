import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calibrationProblems } from '../../../src-main/application/calibrations/calibration-problems.ts'
import { keepCalibration } from '../../../src-main/application/calibrations/kept-calibrations.ts'
import type { CalibrationChoice } from '../../../src-preload/contract/calibrations.ts'
import { estimatorSchema, type Estimator } from '../../../src-preload/contract/estimators.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { holeClass, quotedShares } from '../../../src-shared/inpainting/calibration.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { ended, openWithRun, smallTraining } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let autoencoder: Run
let filler: Run
let dataset: { id: string; folder: string }
beforeAll(async () => {
  const opened = await openWithRun(home, { engineLauncher: madeLauncher })
  app = opened.app
  autoencoder = opened.run
  dataset = await app.call('datasets.get', { id: opened.run.datasetId! })
  const config = {
    ...smallTraining,
    ...{ architecture: 'flow' as const, observation: 'masked' as const, latentDimension: 256 },
  }
  filler = await ended(app, (await app.call('runs.start', { datasetId: dataset.id, config })).id)
}, 60_000)
afterAll(async () => {
  await app.close()
  remove()
})

const wiener = estimatorSchema.parse({ kind: 'wiener', samples: 9 })
const flow = estimatorSchema.parse({ kind: 'flow', samples: 4 })
const compute = async (estimator: Estimator, runId: string | null, choice: Partial<CalibrationChoice> = {}) => {
  const order = { estimator, runId, datasetId: dataset.id, problems: 8, sigma: 0.2, seed: 1, ...choice }
  const { id } = await app.call('calibrations.compute', order)
  return until(
    async () => (await app.call('jobs.list', {})).find((job) => job.id === id)!,
    ({ state }) => state !== 'waiting' && state !== 'running',
  )
}

describe('a calibration', () => {
  it('of the Wiener filter is kept with its dataset, by covariance and noise', async () => {
    const told: string[] = []
    app.client.on('calibrations.changed', ({ id }) => void told.push(id))
    expect(await compute(wiener, null)).toMatchObject({
      ...{ state: 'complete', kind: 'dataset', subject: dataset.id },
      note: expect.stringMatching(/^68 % intervals hold \d+ %, 95 % intervals \d+ % of the truth$/),
    })
    await compute(wiener, null, { sigma: 0.5 })
    const kept = await app.call('calibrations.list', { runId: null, datasetId: dataset.id })
    const name = (noise: string) => `${dataset.id}.wiener-patches-noise-${noise}`
    expect(kept.map(({ id }) => id)).toEqual([name('0.5'), name('0.2')])
    expect(told).toEqual([name('0.2'), name('0.5')])
    const { calibration, ...rest } = kept[1]
    expect(rest).toMatchObject({ runId: null, datasetId: dataset.id, epoch: null, choice: { problems: 8, seed: 1 } })
    expect(calibration.all.problems).toBe(8)
    expect(calibration.bySize.map(({ problems }) => problems)).toEqual([2, 2, 2, 2])
    expect(calibration.all.ranks!.reduce((sum, share) => sum + share)).toBeCloseTo(1, 6)
    const { of68, of95 } = quotedShares(calibration.all)
    // A made map of few waves is known well: what matters is that intervals are neither empty nor sure to hold.
    expect(of68.share).toBeGreaterThan(0.3)
    expect(of95.share).toBeGreaterThan(of68.share)
  })

  it('through a beam, or of whole patches, is kept beside the others', async () => {
    const owner = { runId: null, datasetId: dataset.id }
    const [{ choice, epoch, seconds, calibration }, ...others] = await app.call('calibrations.list', owner)
    const whole = { ...choice, beam: 30, mask: 'all' } as const
    await keepCalibration(dataset.folder, { choice: whole, epoch, seconds, calibration })
    const kept = await app.call('calibrations.list', owner)
    expect(kept).toHaveLength(2 + others.length)
    expect(kept[0]).toMatchObject({
      id: `${dataset.id}.wiener-patches-beam-30-all-seen-noise-${choice.sigma}`,
      choice: { beam: 30, mask: 'all' },
    })
    await expect(compute(flow, filler.id, { beam: 30 })).rejects.toMatchObject({
      field: 'order.runId',
      message: expect.stringContaining('observation=blurred'),
    })
  })

  it('of a flow is kept with its run, with the epoch of its model, the newest of its kind', async () => {
    await compute(flow, filler.id, { seed: 5 })
    expect(await compute(flow, filler.id)).toMatchObject({ state: 'complete', kind: 'run', subject: filler.id })
    const [kept, ...others] = await app.call('calibrations.list', { runId: filler.id, datasetId: null })
    expect(others).toEqual([])
    expect(kept).toMatchObject({
      ...{ id: `${filler.id}.flow-noise-0.2`, runId: filler.id, datasetId: null, epoch: 2, choice: { seed: 1 } },
    })
    expect(existsSync(join(filler.folder, 'calibrations', 'flow-noise-0.2.json'))).toBe(true)
  })

  it('is refused before it starts if it can’t be made, with the field that is wrong', async () => {
    await expect(compute(flow, null)).rejects.toMatchObject({ field: 'order.runId' })
    await expect(compute(flow, autoencoder.id)).rejects.toMatchObject({ field: 'order.runId' })
    await expect(compute(wiener, null, { problems: 9999 })).rejects.toMatchObject({
      field: 'problems',
      message: expect.stringMatching(/it has \d+ test patches .*, and 9999 are asked for; ask for fewer\.$/),
    })
    const smooth = estimatorSchema.parse({ kind: 'diffusion' })
    await expect(compute(smooth, null)).rejects.toThrow('this estimator gives no standard deviation')
  })

  it('that is damaged is named by its file', async () => {
    const file = join(filler.folder, 'calibrations', 'flow-noise-9.json')
    writeFileSync(file, '{"format": "cirrus-calibration-1"')
    await expect(app.call('calibrations.list', { runId: filler.id, datasetId: null })).rejects.toThrow(file)
  })
})

describe('its holes', () => {
  it('are of each class in turn, in test patches, the same for a seed', async () => {
    const problems = await calibrationProblems(dataset.folder, { problems: 8, mask: 'random', seed: 3 })
    expect(problems.map(({ mask }) => holeClass(mask))).toEqual([0, 1, 2, 3, 0, 1, 2, 3])
    expect(new Set(problems.map(({ patch }) => patch)).size).toBe(8)
    expect(await calibrationProblems(dataset.folder, { problems: 8, mask: 'random', seed: 3 })).toEqual(problems)
    const others = await calibrationProblems(dataset.folder, { problems: 8, mask: 'random', seed: 4 })
    expect(others.map(({ mask }) => mask)).not.toEqual(problems.map(({ mask }) => mask))
  })
})
