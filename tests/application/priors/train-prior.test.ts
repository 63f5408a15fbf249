import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'
import { priorFolder, priorStanding } from '../../../src-main/application/priors/prior-standing.ts'
import { newPrior, resumePrior, type PriorSettings } from '../../../src-main/application/priors/train-prior.ts'
import { readRun } from '../../../src-main/application/runs/run-folder.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { priorFiles, readPrior, readPriorRecord } from '../../../src-main/engine/prior/prior-folder.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { trainingConfigSchema } from '../../../src-shared/model/configuration.ts'
import { fitToPatches } from '../../../src-shared/model/latent-shape.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { madeEngine, type MadeEngine } from '../made-engine.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { smallTraining } from '../small-application.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-prior-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const [dataset, run] = [join(root, 'dataset'), join(root, 'run')]
const signal = new AbortController().signal
const settings = (changes: Partial<PriorSettings> = {}): PriorSettings => ({
  ...{ run, name: 'flow', kind: 'flow', checkpoint: 'best' },
  ...changes,
})
/** Begins a prior and trains it, as the terminal does. */
async function trained(engine: MadeEngine, changes: Partial<PriorSettings> = {}) {
  const all = settings(changes)
  await newPrior(all)
  return resumePrior(engine, { run: all.run, name: all.name, signal })
}

beforeAll(async () => {
  const recipe = datasetRecipeSchema.parse({ size: 16, step: 20, minLatitude: 20 })
  await cutDataset({ path: writeMadeMap(join(root, 'map.fits'), waves), recipe, folder: dataset })
  await trainRun(madeEngine(), { dataset, folder: run, config: smallTraining, signal })
}, 60_000)

describe('a prior of a run', () => {
  it('is trained on the encoded latents, in a folder of its own in the run’s', async () => {
    const engine = madeEngine()
    const { folder, latents, training } = await trained(engine)
    expect(folder).toBe(priorFolder(run, 'flow'))
    expect(engine.calls.map(({ name }) => name)).toEqual(['prior.encode', 'training.run'])
    expect(engine.calls[0].params).toMatchObject({ runFolder: run, datasetFolder: dataset, checkpoint: 'best' })
    expect(engine.calls[1].params).toMatchObject({
      datasetFolder: priorFiles(folder).latents,
      runFolder: folder,
      config: { architecture: 'flow', space: 'latents', size: 1, channels: 4, latentDimension: 4 },
      resume: true,
    })
    expect(await readPrior(folder)).toEqual({
      ...{ format: 'cirrus-prior-1', kind: 'flow', trial: null, checkpoint: 'best', failure: null },
      ...{ latents, createdAt: expect.any(String) },
    })
    expect((await readRun(folder)).record.dataset).toEqual((await readRun(run)).record.dataset)
    expect(training).toMatchObject({ state: 'interrupted' })
  })

  it('keeps its settings when it is resumed, but for the epochs', async () => {
    const configure: PriorSettings['configure'] = (config) => ({ ...config, blocks: 5 })
    await trained(madeEngine(), { name: 'deep', configure })
    const engine = madeEngine()
    await resumePrior(engine, { run, name: 'deep', signal, epochs: 77 })
    expect(engine.calls).toHaveLength(1)
    expect(engine.calls[0].params).toMatchObject({ config: { blocks: 5, epochs: 77 }, resume: true })
  })

  it('is computed at once if it is a Gaussian, and then can’t be resumed', async () => {
    const engine = madeEngine()
    const { folder, training } = await trained(engine, { name: 'normal', kind: 'gaussian' })
    expect(engine.calls.map(({ name }) => name)).toEqual(['prior.encode', 'prior.gaussian'])
    expect(engine.calls[1].params).toEqual({ folder })
    expect(training).toBeNull()
    await expect(resumePrior(madeEngine(), { run, name: 'normal', signal })).rejects.toThrow(
      'a Gaussian is not trained in steps',
    )
  })

  it('never overwrites another one', async () => {
    await trained(madeEngine(), { name: 'taken' })
    const before = readFileSync(priorFiles(priorFolder(run, 'taken')).record, 'utf8')
    const engine = madeEngine()
    await expect(trained(engine, { name: 'taken' })).rejects.toMatchObject({ code: 'conflict' })
    expect(engine.calls).toEqual([])
    expect(readFileSync(priorFiles(priorFolder(run, 'taken')).record, 'utf8')).toBe(before)
  })

  it('that was stopped while latents were encoded is begun again', async () => {
    const during = () => Promise.reject(new Error('stopped'))
    await expect(trained(madeEngine({ during }), { name: 'again' })).rejects.toThrow('stopped')
    expect(await priorStanding(run, 'again')).toMatchObject({ state: 'failed', failure: { message: 'stopped' } })
    expect((await trained(madeEngine(), { name: 'again' })).training).not.toBeNull()
  })

  it('is running while its latents are encoded, for every process, and can’t be begun there again', async () => {
    const [name, changes] = ['encoding', { name: 'encoding', kind: 'gaussian' as const }]
    const { lock } = runFiles(priorFolder(run, name))
    const seen: unknown[] = []
    const during = async () => {
      const ours = readFileSync(lock, 'utf8')
      expect(ours).toBe(`${hostname()} ${process.pid}\n`)
      // As another process sees it: to this one its own lock is left over from a dead one.
      writeFileSync(lock, `${hostname()} ${process.ppid}\n`)
      seen.push((await priorStanding(run, name)).state)
      await expect(trained(madeEngine(), changes)).rejects.toMatchObject({ code: 'conflict', field: 'name' })
      await expect(resumePrior(madeEngine(), { run, name, signal })).rejects.toThrow('is being trained by process')
      seen.push((await readPriorRecord(priorFolder(run, name))).failure)
      writeFileSync(lock, ours)
    }
    await trained(madeEngine({ during }), changes)
    expect(seen).toEqual(['running', null])
    expect(existsSync(lock)).toBe(false)
    expect(await priorStanding(run, name)).toMatchObject({ state: 'complete' })
  })

  it('is refused for a flow, which has no latents of its own', async () => {
    const flow = join(root, 'flow-run')
    const config = { ...fitToPatches(presets.flow, { size: 16, channels: 1, standardised: false }), batchSize: 8 }
    await trainRun(madeEngine(), { dataset, folder: flow, config, signal })
    await expect(trained(madeEngine(), { run: flow })).rejects.toThrow('it needs no prior')
    expect(existsSync(join(flow, 'priors'))).toBe(false)
  })

  it('has a name that is safe in paths', async () => {
    await expect(newPrior(settings({ name: '../flow' }))).rejects.toMatchObject({
      ...{ code: 'invalid-params', field: 'name' },
      message: expect.stringContaining('"../flow" can’t name a prior'),
    })
  })

  it('that failed says so until it is resumed', async () => {
    const during = (what: string) => (what === 'training' ? Promise.reject(new Error('no memory')) : Promise.resolve())
    await expect(trained(madeEngine({ during }), { name: 'failing' })).rejects.toThrow('no memory')
    const failed = await priorStanding(run, 'failing')
    expect(failed).toMatchObject({ state: 'failed', failure: { message: 'no memory' }, latents: { epoch: 3 } })
    await resumePrior(madeEngine(), { run, name: 'failing', signal })
    expect(await priorStanding(run, 'failing')).toMatchObject({ state: 'interrupted', failure: null })
  })

  it('that is not there can’t be resumed', async () => {
    await expect(resumePrior(madeEngine(), { run, name: 'none', signal })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('train the prior first'),
    })
  })
})

describe('the default flow on latents', () => {
  it.each([
    ['a map', { side: 16, channels: 8 }, [64, 96, 128]],
    ['a map that can be halved once', { side: 6, channels: 4 }, [64, 96]],
    ['a vector', { side: 1, channels: 128 }, [512]],
  ])('of %s is valid', (_, latents, widths) => {
    const config = priorConfig(latents)
    expect(trainingConfigSchema.parse(config)).toEqual(config)
    expect(config).toMatchObject({ encoderFilters: widths, augment: false, size: latents.side })
  })
})
