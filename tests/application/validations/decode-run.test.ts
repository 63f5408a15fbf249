import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { readDecoding } from '../../../src-main/application/validations/decode-run.ts'
import { interpolateRun } from '../../../src-main/application/validations/interpolate-run.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { walkRun } from '../../../src-main/application/validations/walk-run.ts'
import { decodedFiles } from '../../../src-main/engine/inference/decoded-files.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { smallTraining } from '../small-application.ts'
import { madeEngine, type MadeEngine } from '../made-engine.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-decode-run-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const at = (...names: string[]) => join(root, ...names)
let folders = 0
const newFolder = () => at(`f${folders++}`)
const [dataset, run] = [newFolder(), newFolder()]
const config = { ...smallTraining, latentDimension: 3 }
const signal = new AbortController().signal

beforeAll(async () => {
  const recipe = datasetRecipeSchema.parse({ size: 16, step: 20, minLatitude: 20 })
  await cutDataset({ path: writeMadeMap(at('map.fits'), waves), recipe, folder: dataset })
  await trainRun(madeEngine(), { dataset, folder: run, config, signal })
  mkdirSync(runFiles(run).checkpoints, { recursive: true })
  writeFileSync(runFiles(run).checkpoint(3), 'weights')
}, 60_000)

const order = (folder: string, changes: { run?: string; dataset?: string } = {}) => ({
  ...{ run, dataset: null, checkpoint: 'best' as const, folder },
  ...changes,
})
const ways = {
  interpolation: (engine: MadeEngine, folder: string, changes?: Parameters<typeof order>[1]) =>
    interpolateRun(engine, { ...order(folder, changes), from: 1, to: 2, steps: 3 }).then(({ record }) => record),
  walk: (engine: MadeEngine, folder: string, changes?: Parameters<typeof order>[1]) =>
    walkRun(engine, { ...order(folder, changes), patch: 1, latent: 2, reach: 3, steps: 5 }),
}
const others = { interpolation: 'walk', walk: 'interpolation' } as const

describe.each(['interpolation', 'walk'] as const)('of %s', (kind) => {
  const decode = ways[kind]

  it('the record, beside the pictures, says what was decoded from which patches', async () => {
    const folder = newFolder()
    const made = await decode(madeEngine(), folder)
    expect(made).toMatchObject({ run, dataset: { folder: dataset }, latents: { kind }, result: { epoch: 3, count: 5 } })
    expect(await readDecoding(folder, kind)).toEqual(made)
    expect((await readNpy(decodedFiles(folder, kind).pictures)).shape).toEqual([5, 16, 16])
    expect(await readDecoding(folder, others[kind])).toBeNull()
  })

  it('a second one is refused the same folder before anything is computed; one of the other kind is accepted', async () => {
    const folder = newFolder()
    await decode(madeEngine(), folder)
    const record = readFileSync(join(folder, `${kind}.json`), 'utf8')
    const engine = madeEngine()
    await expect(decode(engine, folder)).rejects.toMatchObject({
      code: 'conflict',
      message: `${folder} already holds a decoding; choose another folder.`,
    })
    expect(engine.calls).toEqual([])
    expect(readFileSync(join(folder, `${kind}.json`), 'utf8')).toBe(record)
    await ways[others[kind]](engine, folder)
    expect(await readDecoding(folder, others[kind])).not.toBeNull()
  })

  it('of two at once for one folder, the later is refused and the first completes', async () => {
    const folder = newFolder()
    const engine = madeEngine()
    const [first, second] = await Promise.allSettled([decode(engine, folder), decode(engine, folder)])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ reason: { code: 'conflict', message: expect.stringContaining(folder) } })
    expect(engine.calls).toHaveLength(1)
    expect(await readDecoding(folder, kind)).toEqual((first as PromiseFulfilledResult<unknown>).value)
  })

  it('a decoding that failed or was interrupted releases its folder', async () => {
    const folder = newFolder()
    const broken = madeEngine({
      during: async () => {
        throw new Error('the engine died')
      },
    })
    await expect(decode(broken, folder)).rejects.toThrow('the engine died')
    expect(await readDecoding(folder, kind)).toBeNull()
    expect(await decode(madeEngine(), folder)).toMatchObject({ result: { count: 5 } })
  })

  it('is refused if its run or patches are gone, naming them', async () => {
    const folder = newFolder()
    const gone = at('gone')
    for (const changes of [{ run: gone }, { dataset: gone }]) {
      const refusal = decode(madeEngine(), folder, changes)
      await expect(refusal).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining(gone) })
    }
    expect(existsSync(join(folder, `${kind}.json`))).toBe(false)
  })
})

describe('an interpolation in the map’s unit', () => {
  const path = { from: 1, to: 2, steps: 3, unit: 'map' } as const

  it('is written beside the standardised one', async () => {
    const folder = newFolder()
    const { files } = await interpolateRun(madeEngine(), { ...order(folder), ...path })
    expect(files.map(({ name }) => name)).toEqual(['interpolation-map.npy'])
    const [standard, map] = await Promise.all(
      ['interpolation.npy', 'interpolation-map.npy'].map((name) => readNpy(join(folder, name))),
    )
    expect(map.shape).toEqual([5, 16, 16])
    const { patches } = await readDataset(dataset)
    for (const [at, { mean, std }] of [
      [7, patches[1]],
      [4 * 256 + 9, patches[2]],
    ] as const)
      expect(Number(map.data[at])).toBeCloseTo(Math.exp(Number(standard.data[at]) * std + mean), 4)
  })

  it('overwrites nothing, and is refused for a patch that there is not before anything is computed', async () => {
    const [folder, engine] = [newFolder(), madeEngine()]
    mkdirSync(folder)
    writeFileSync(join(folder, 'interpolation-map.npy'), 'mine')
    await expect(interpolateRun(engine, { ...order(folder), ...path })).rejects.toMatchObject({ code: 'conflict' })
    await expect(interpolateRun(engine, { ...order(newFolder()), ...path, to: 99_999 })).rejects.toThrow(
      'no patch 99999',
    )
    expect(engine.calls).toEqual([])
  })
})
