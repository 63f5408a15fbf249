import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dataset } from '../../../src-preload/contract/datasets.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { interpolationAddress, priorSamplesAddress } from '../../../src-preload/contract/samples.ts'
import {
  validationArrayAddress,
  validationPicturesAddress,
  walkAddress,
  type Validation,
  type ValidationPictures,
} from '../../../src-preload/contract/validations.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { cutSmall, ended, openWithMadeMap, smallTraining } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let dataset: Dataset
let run: Run
beforeAll(async () => {
  const opened = await openWithMadeMap(home)
  app = opened.app
  dataset = await cutSmall(app, opened.map.id)
  const { id } = await app.call('runs.start', { datasetId: dataset.id, config: smallTraining })
  run = await ended(app, id)
}, 60_000)
afterAll(async () => {
  await app.close()
  remove()
})

const start = (samples: number, runId = run.id) =>
  app.call('validations.start', { runId, config: { checkpoint: 'last', samples, priorSamples: 16 } })
const settled = (id: string) =>
  until(
    () => app.call('validations.get', { id }),
    ({ state }) => state !== 'waiting' && state !== 'running',
  )
const validated = async (samples: number) => settled((await start(samples)).id)
const floats = async (address: string) => {
  const answer = await app.get(address)
  if (!answer.ok) throw new Error(await answer.text())
  return { values: new Float32Array(await answer.arrayBuffer()), shape: answer.headers.get('x-shape') }
}
const pixels = 16 ** 2

describe('a validation', () => {
  let validation: Validation
  beforeAll(async () => {
    validation = await validated(4)
  }, 60_000)
  const pictures = async (name: ValidationPictures, from = 0, count = 2, unit: 'standard' | 'map' = 'standard') =>
    (await floats(validationPicturesAddress(validation.id, name, from, count, unit))).values

  it('becomes complete, with a summary, in the folder of its run', async () => {
    expect(validation).toMatchObject({
      id: `${run.id}.epoch-0002-test-4-drawn-16`,
      runId: run.id,
      epoch: 2,
      state: 'complete',
      failure: null,
      size: 16,
      unit: 'MJy/sr',
      folder: join(run.folder, 'validations', 'epoch-0002-test-4-drawn-16'),
    })
    const results = await app.call('validations.results', { id: validation.id })
    expect(validation.summary).toEqual({
      count: dataset.splits.test,
      meanSquaredError: results.standard.pairs.reconstruction!.meanSquaredError,
      halfPower: results.standard.pairs.reconstruction!.halfPower,
      firstBand: results.standard.ell[0],
      activeLatents: results.latents.active,
      latents: 4,
      logDensity: null,
    })
    const [job] = (await app.call('jobs.list', {})).filter(({ subject }) => subject === validation.id)
    expect(job).toMatchObject({ kind: 'validation', state: 'complete', fraction: 1 })
    expect(job.note).toMatch(/^\d+ patches, mean squared error \d/)
  })

  it('lists its patches in the order of its arrays, with the position and errors of each', async () => {
    const patches = await app.call('validations.patches', { id: validation.id })
    const wanted = (await app.call('datasets.patches', { id: dataset.id })).filter(({ split }) => split === 'test')
    expect(patches.map(({ index, lon, lat }) => [index, lon, lat])).toEqual(
      wanted.map(({ index, lon, lat }) => [index, lon, lat]),
    )
    const count = patches.length
    const [originals, made] = [await pictures('originals', 0, count), await pictures('reconstructions', 0, count)]
    patches.forEach(({ meanSquaredError }, i) => {
      let sum = 0
      for (let at = i * pixels; at < (i + 1) * pixels; at++) sum += (originals[at] - made[at]) ** 2
      expect(meanSquaredError).toBeCloseTo(sum / pixels, 9)
    })
  })

  it('serves pictures from any index on, and reports where there are none', async () => {
    const both = await pictures('residuals', 1, 2)
    expect(await pictures('residuals', 2, 1)).toEqual(both.slice(pixels))
    expect((await floats(validationPicturesAddress(validation.id, 'samples', 14, 9))).shape).toBe('2,16,16')
    const status = async (address: string) => (await app.get(address)).status
    expect(await status(validationPicturesAddress(validation.id, 'originals', 1000, 1))).toBe(404)
    expect(await status(validationPicturesAddress(validation.id, 'originals', 0, 513))).toBe(400)
    expect(await status(validationPicturesAddress(validation.id, 'originals', 0.5, 1))).toBe(400)
    expect(await status(`/data/validations/${validation.id}/results`)).toBe(404)
    expect(await status('/data/validations/nobody/originals')).toBe(404)
  })

  it('also serves them in the map’s unit, equal to the dataset’s', async () => {
    const [{ index }] = await app.call('validations.patches', { id: validation.id })
    const original = await pictures('originals', 0, 1, 'map')
    const { values } = await floats(`/data/datasets/${dataset.id}/patches?from=${index}&count=1&unit=map`)
    expect(original).toEqual(values)
    const made = await pictures('reconstructions', 0, 1, 'map')
    expect(await pictures('residuals', 0, 1, 'map')).toEqual(original.map((value, i) => value - made[i]))
    // d exp(z std + mean) = exp(z std + mean) std dz
    const { std } = (await app.call('datasets.patches', { id: dataset.id }))[index]
    const deviations = await pictures('deviations', 0, 1)
    const inMap = await pictures('deviations', 0, 1, 'map')
    inMap.forEach((value, i) => expect(value).toBeCloseTo(deviations[i] * std * made[i], 5))
    const [near] = await app.call('validations.nearest', { id: validation.id })
    const nearest = (await pictures('nearest', 0, 1, 'map')).toSorted()
    const trained = await floats(`/data/datasets/${dataset.id}/patches?from=${near.index}&count=1&unit=map`)
    expect(nearest).toEqual(trained.values.toSorted())
    // Samples of a validation are draws with seed 0, in the map's unit too.
    const samples = await pictures('samples', 2, 1, 'map')
    const drawn = await floats(priorSamplesAddress(run.id, { checkpoint: 'last', count: 3, seed: 0, unit: 'map' }))
    samples.forEach((value, i) => expect(value).toBeCloseTo(drawn.values[2 * pixels + i], 3))
  })

  it('serves its arrays in their shape', async () => {
    const { ell } = (await app.call('validations.results', { id: validation.id })).standard
    const count = dataset.splits.test
    expect((await floats(validationArrayAddress(validation.id, 'cross-spectra'))).shape).toBe(`${count},${ell.length}`)
    expect((await floats(validationArrayAddress(validation.id, 'latent-covariance'))).shape).toBe('4,4')
    expect((await floats(validationArrayAddress(validation.id, 'latent-plane'))).shape).toBe(`${count},2`)
  })

  it('with another spectrum recipe is separate, from the same reconstructions', async () => {
    const spectra = { taper: 'C2' as const, bands: [60, 200, 300], beam: 10 }
    const config = { checkpoint: 'last' as const, samples: 4, priorSamples: 16, spectra }
    const { id } = await app.call('validations.start', { runId: run.id, config })
    expect(id).toMatch(new RegExp(`^${run.id}\\.epoch-0002-test-4-drawn-16-[0-9a-f]{8}$`))
    const other = await settled(id)
    expect(other).toMatchObject({ state: 'complete', config: { spectra: { ...spectra, apodize: null, mask: null } } })
    expect((await app.call('validations.results', { id })).standard.ell).toEqual([130, 250])
    const file = (of: Validation, name: string) => readFileSync(join(of.folder, name))
    for (const name of ['reconstructions.npy', 'reconstruction.json', 'samples.npy', 'samples.json'])
      expect(file(other, name).equals(file(validation, name)), name).toBe(true)
    expect(await app.call('validations.start', { runId: run.id, config })).toEqual(other)
    await app.call('validations.remove', { id })
    expect(file(validation, 'reconstructions.npy').length).toBeGreaterThan(0)
  })

  it('that is stopped keeps nothing that looks complete, and restarts when requested again', async () => {
    const { id, folder } = await start(10_000)
    await until(
      () => app.call('validations.get', { id }),
      ({ state }) => state === 'running',
    )
    expect(await app.call('validations.stop', { id })).toMatchObject({ state: 'interrupted', summary: null })
    await expect(app.call('validations.results', { id })).rejects.toMatchObject({ code: 'not-found' })
    expect((await app.get(validationArrayAddress(id, 'cross-spectra'))).status).toBe(404)
    expect(existsSync(join(folder, 'results.json'))).toBe(false)
    expect((await start(10_000)).state).toMatch(/waiting|running/)
    await app.call('validations.remove', { id })
  })
})

describe('what a run’s model decodes', () => {
  const way = (changes: Partial<{ from: number; to: number; steps: number }> = {}) =>
    interpolationAddress(run.id, { checkpoint: 'last', from: 1, to: 5, steps: 3, ...changes })

  it('is the interpolation between two patches, whose ends are shared with others', async () => {
    const { values, shape } = await floats(way())
    expect(shape).toBe('5,16,16')
    const back = (await floats(way({ from: 5, to: 1 }))).values
    const at = (all: Float32Array, i: number) => all.slice(i * pixels, (i + 1) * pixels)
    for (let i = 0; i < 5; i++)
      at(values, i).forEach((value, pixel) => expect(value).toBeCloseTo(back[(4 - i) * pixels + pixel], 4))
  })

  it('is an interpolation in the map’s unit, with mean and std of the patches at its ends', async () => {
    const [standard, inMap] = [await floats(way()), await floats(`${way()}&unit=map`)]
    const patches = await app.call('datasets.patches', { id: dataset.id })
    for (const [picture, { mean, std }] of [
      [0, patches[1]],
      [4, patches[5]],
    ] as const)
      for (let i = picture * pixels; i < (picture + 1) * pixels; i++)
        expect(inMap.values[i] / Math.exp(standard.values[i] * std + mean)).toBeCloseTo(1, 4)
  })

  it('is a walk along a latent, or samples from the prior by seed', async () => {
    const walk = { checkpoint: 'last', patch: 2, latent: 3, reach: 2, steps: 7 } as const
    expect((await floats(walkAddress(run.id, walk))).shape).toBe('7,16,16')
    const draw = async (count: number, seed: number) =>
      (await floats(priorSamplesAddress(run.id, { checkpoint: 'last', count, seed }))).values
    const [six, two, other] = [await draw(6, 1), await draw(2, 1), await draw(2, 2)]
    two.forEach((value, i) => expect(value).toBeCloseTo(six[i], 4))
    expect(other).not.toEqual(two)
  })

  it('of a run in training comes from the current checkpoint, and later from the next', async () => {
    const { id } = await app.call('runs.start', { datasetId: dataset.id, config: { ...smallTraining, epochs: 4000 } })
    const trained = (epoch: number) =>
      until(
        () => app.call('runs.get', { id }),
        (one) => one.epoch > epoch,
      )
    const address = interpolationAddress(id, { checkpoint: 'last', from: 1, to: 5, steps: 3 })
    await trained(0)
    const early = await floats(address)
    expect(early.shape).toBe('5,16,16')
    await trained((await app.call('runs.get', { id })).epoch)
    expect((await floats(address)).values).not.toEqual(early.values)
    await app.call('runs.remove', { id })
  })

  it('of a run removed meanwhile is an interpolation or a refusal, and does not recreate the run', async () => {
    const { id } = await app.call('runs.start', { datasetId: dataset.id, config: smallTraining })
    const { folder } = await ended(app, id)
    const of = { checkpoint: 'last', patch: 2, latent: 3, reach: 2, steps: 60 } as const
    const ways = [walkAddress(id, of), interpolationAddress(id, { checkpoint: 'last', from: 1, to: 5, steps: 60 })]
    const answers = await Promise.all([...ways.map((address) => app.get(address)), app.call('runs.remove', { id })])
    for (const answer of answers.slice(0, 2) as Response[]) {
      expect([200, 400, 404]).toContain(answer.status)
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0)
    }
    expect(existsSync(folder)).toBe(false)
    for (const address of ways) expect((await app.get(address)).status).toBe(404)
  })

  it('is refused with a reason for what can’t be decoded', async () => {
    const refusal = async (address: string) => {
      const answer = await app.get(address)
      return [answer.status, await answer.text()]
    }
    expect(await refusal(way({ to: 100_000 }))).toEqual([400, expect.stringMatching(/has no patch 100000/)])
    expect(await refusal(way({ steps: -1 }))).toEqual([400, expect.stringMatching(/^steps: /)])
    expect(await refusal(way().replace('last', 'first'))).toEqual([400, expect.stringMatching(/^checkpoint: /)])
    const walk = { checkpoint: 'last', patch: 0, latent: 4, reach: 2, steps: 3 } as const
    expect(await refusal(walkAddress(run.id, walk))).toEqual([400, expect.stringMatching(/no latent 4/)])
    expect((await refusal(way().replace(run.id, 'nobody')))[0]).toBe(404)
  })
})

describe('a run that is removed', () => {
  it('ends its validations first, and removes them too', async () => {
    const { id, folder } = await start(10_000)
    await until(
      () => app.call('validations.get', { id }),
      ({ state }) => state === 'running',
    )
    await app.call('runs.remove', { id: run.id })
    const jobs = await app.call('jobs.list', {})
    expect(jobs.find(({ subject }) => subject === id)!.state).toBe('interrupted')
    expect(await app.call('validations.list', {})).toEqual([])
    expect(existsSync(folder)).toBe(false)
  })
})
