import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { presetConfig } from '../../../src-main/application/runs/preset-config.ts'
import { readRun } from '../../../src-main/application/runs/run-folder.ts'
import { asCirrusError } from '../../../src-main/application/host/user-errors.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { madeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'
import { smallTraining } from '../small-application.ts'

const { dataset, run, cut, newFolder } = madeRun()
const never = new AbortController().signal
let other: string
beforeAll(async () => {
  other = await cut('other', 40)
})

describe('a training run', () => {
  it('records its data before it begins, and passes absolute paths to the engine', async () => {
    const engine = madeEngine()
    const folder = newFolder()
    await trainRun(engine, { dataset, folder, config: smallTraining, signal: never })
    const { record, config } = await readRun(folder)
    expect(record.dataset).toEqual({ folder: dataset, fingerprint: (await readDataset(dataset)).record.fingerprint })
    expect(config).toEqual(smallTraining)
    expect(engine.calls).toEqual([
      {
        name: 'training.run',
        params: { datasetFolder: dataset, runFolder: folder, config, resume: false, weights: null },
      },
    ])
  })

  it('records at each start which checkpoints it could not use', async () => {
    const folder = newFolder()
    await trainRun(madeEngine(), { dataset, folder, config: smallTraining, signal: never })
    const note = "Resuming from epoch-0001.safetensors (epoch 1): epoch-0002.safetensors can't be read."
    const notes: string[] = []
    const onNote = (text: string) => notes.push(text)
    await trainRun(madeEngine({ note }), { dataset, folder, config: null, signal: never, onNote })
    expect(notes).toEqual([note])
    const { environments } = (await readRun(folder)).record
    expect(environments.map((each) => each.note)).toEqual([null, note])
  })

  it('resumes only with its own configuration and patches', async () => {
    const engine = madeEngine()
    await trainRun(engine, { dataset, folder: run, config: null, epochs: 9, signal: never })
    expect(engine.calls[0].params).toMatchObject({ resume: true, config: { ...smallTraining, epochs: 9 } })
    await expect(trainRun(engine, { dataset: other, folder: run, config: null, signal: never })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`resume it with its own dataset, ${dataset}`),
    })
    expect(engine.calls).toHaveLength(1)
  })

  it('starts from the weights of a file, and restarts only from the same', async () => {
    const engine = madeEngine()
    const folder = newFolder()
    const weights = join(newFolder(), 'w.safetensors')
    const order = { dataset, folder, config: smallTraining, weights, signal: never }
    const refusal: unknown = await trainRun(engine, order).catch(asCirrusError)
    expect(refusal).toMatchObject({
      code: 'refused',
      message: `${weights}: there is no such file or folder; check its name.`,
    })
    expect(existsSync(folder)).toBe(false)

    mkdirSync(dirname(weights), { recursive: true })
    writeFileSync(weights, 'abc')
    await trainRun(engine, order)
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect((await readRun(folder)).record.startWeights).toEqual({ file: weights, sha256 })
    await trainRun(engine, { dataset, folder, config: null, signal: never })
    expect(engine.calls.map(({ params }) => params.weights)).toEqual([weights, weights])

    writeFileSync(weights, 'abd')
    await expect(trainRun(engine, { dataset, folder, config: null, signal: never })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('w.safetensors: this file has changed since the run started from it'),
    })
  })

  it('does not change a folder that holds a training, not even its record', async () => {
    const folder = newFolder()
    await trainRun(madeEngine(), { dataset, folder, config: smallTraining, signal: never })
    mkdirSync(runFiles(folder).checkpoints)
    writeFileSync(runFiles(folder).checkpoint(1), 'weights')
    const before = readFileSync(join(folder, 'run.json'), 'utf8')
    const engine = madeEngine()
    await expect(
      trainRun(engine, { dataset: other, folder, config: smallTraining, signal: never }),
    ).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('already holds a training'),
    })
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe(before)
    expect(engine.calls).toEqual([])
  })

  it('passes a stop on to the engine while training, and does not start after one', async () => {
    const abort = new AbortController()
    const engine = madeEngine({ during: async () => abort.abort() })
    const folder = newFolder()
    await trainRun(engine, { dataset, folder, config: smallTraining, signal: abort.signal })
    expect(engine.calls[1]).toEqual({ name: 'training.stop', params: { runFolder: folder } })
    await expect(
      trainRun(engine, { dataset, folder: newFolder(), config: smallTraining, signal: abort.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(engine.calls).toHaveLength(2)
  })

  it('is refused if there is no dataset or no run, or its files are damaged', async () => {
    const order = { dataset, folder: run, config: null, signal: never }
    await expect(trainRun(madeEngine(), { ...order, dataset: newFolder() })).rejects.toThrow(/holds no dataset/)
    await expect(trainRun(madeEngine(), { ...order, folder: newFolder() })).rejects.toThrow(/holds no run/)
    const spoilt = newFolder()
    await trainRun(madeEngine(), { ...order, folder: spoilt, config: smallTraining })
    writeFileSync(runFiles(spoilt).config, JSON.stringify({ ...smallTraining, kernel: 'four' }))
    await expect(readRun(spoilt)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/config.json, kernel: /),
    })
    writeFileSync(join(spoilt, 'run.json'), '{"format":')
    await expect(readRun(spoilt)).rejects.toThrow(/run.json: it is not JSON/)
  })

  it('uses the preset made for the size, or adapts the named one', () => {
    expect(presetConfig(null, { size: 64, channels: 1, standardised: true }).preset).toBe('demo')
    expect(presetConfig(null, { size: 256, channels: 1, standardised: true }).preset).toBe('paper')
    expect(presetConfig('demo', { size: 32, channels: 1, standardised: true })).toMatchObject({
      preset: 'demo',
      size: 32,
    })
    expect(() => presetConfig(null, { size: 48, channels: 1, standardised: true })).toThrow(
      /no preset is made for patches of 48 px; name one of .*paper \(256 px\)/,
    )
  })
})
