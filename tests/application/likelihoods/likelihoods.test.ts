import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { likelihoodsOfSets } from '../../../src-main/application/likelihoods/likelihoods-of-sets.ts'
import { keepLikelihood } from '../../../src-main/application/likelihoods/kept-likelihoods.ts'
import type { RunLikelihoods } from '../../../src-main/application/validations/run-likelihoods.ts'
import { likelihoodChoiceSchema } from '../../../src-preload/contract/likelihood.ts'
import type { Run } from '../../../src-preload/contract/runs.ts'
import { temporaryHome, until, type Opened } from '../harness.ts'
import { madeLauncher } from '../made-launcher.ts'
import { ended, openWithRun, smallTraining } from '../small-application.ts'

const { home, remove } = temporaryHome()
let app: Opened
let autoencoder: Run
let flow: Run
beforeAll(async () => {
  const opened = await openWithRun(home, { engineLauncher: madeLauncher })
  app = opened.app
  autoencoder = opened.run
  const config = { ...smallTraining, architecture: 'flow' as const, latentDimension: 256 }
  flow = await ended(app, (await app.call('runs.start', { datasetId: opened.run.datasetId!, config })).id)
}, 60_000)
afterAll(async () => {
  await app.close()
  remove()
})

const computed = async (choice: { count?: number; split?: 'test' | 'train' } = {}) => {
  const { id } = await app.call('likelihoods.compute', { runId: flow.id, ...choice })
  return until(
    async () => (await app.call('jobs.list', {})).find((job) => job.id === id)!,
    ({ state }) => state !== 'waiting' && state !== 'running',
  )
}

describe('the likelihood of a flow', () => {
  it('is a job of the run, and is kept in its folder: of the same patches and epoch, the newest', async () => {
    const told: string[] = []
    app.client.on('likelihoods.changed', ({ id }) => void told.push(id))
    // 10, 12, 14 nats: mean 12, and a standard error of 2 / sqrt(3).
    expect(await computed({ count: 3 })).toMatchObject({
      ...{ state: 'complete', kind: 'run', subject: flow.id, note: 'ln p 12.0 ± 1.2 nats per patch' },
    })
    await computed({ count: 3 })
    await computed({ count: 4, split: 'train' })
    const kept = await app.call('likelihoods.list', { runIds: [autoencoder.id, flow.id] })
    const name = (rest: string) => `${flow.id}.epoch-0002-${rest}`
    expect(kept.map(({ id }) => id)).toEqual([name('train-4'), name('test-3')])
    expect(told).toEqual([name('test-3'), name('test-3'), name('train-4')])
    expect(kept[1]).toMatchObject({ runId: flow.id, epoch: 2, choice: { split: 'test', checkpoint: 'best', count: 3 } })
    expect(kept[1].likelihood).toMatchObject({ space: 'patches', values: 256, prior: null, nats: { mean: 12 } })
    expect(existsSync(join(flow.folder, 'likelihoods', 'epoch-0002-test-3.json'))).toBe(true)
  })

  it('is refused for an autoencoder, and before the first epoch', async () => {
    const refused = app.call('likelihoods.compute', { runId: autoencoder.id })
    await expect(refused).rejects.toThrow(
      'an autoencoder has likelihoods of its latents, under priors: validate the run',
    )
    const latents = { likelihoods: [{ space: 'latents' }] } as RunLikelihoods
    const kept = keepLikelihood(autoencoder.folder, likelihoodChoiceSchema.parse({}), latents)
    await expect(kept).rejects.toThrow('cirrus reconstruct RUN --report --likelihood')
    expect(existsSync(join(autoencoder.folder, 'likelihoods'))).toBe(false)
  })

  it('stands beside its samples where sets of patches are compared, at the epoch they are of', async () => {
    const folder = join(home, 'drawn')
    const order = { runId: flow.id, checkpoint: 'best' as const, seed: 0, count: 2, formats: ['npy' as const], folder }
    const { id } = await app.call('exports.samples', order)
    await until(
      async () => (await app.call('jobs.list', {})).find((job) => job.id === id)!,
      ({ state }) => state === 'complete',
    )
    const samples = join(folder, 'samples.npy')
    const [found, ...others] = await likelihoodsOfSets([join(home, 'sky.npy'), samples, samples])
    expect(others).toEqual([])
    expect(found).toMatchObject({ name: flow.id, likelihood: { space: 'patches', values: 256 } })
    expect(await likelihoodsOfSets([join(folder, 'other.npy')])).toEqual([])
  })

  it('that is damaged is named by its file', async () => {
    const file = join(flow.folder, 'likelihoods', 'epoch-0002-test-9.json')
    writeFileSync(file, '{"format": "cirrus-likelihood-1"')
    await expect(app.call('likelihoods.list', { runIds: [flow.id] })).rejects.toThrow(file)
  })
})
