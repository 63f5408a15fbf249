import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../src-main/application/datasets/cut-dataset.ts'
import { readDataset, readPatches } from '../../src-main/application/datasets/dataset-folder.ts'
import { exportInpainting } from '../../src-main/application/exports/export-inpainting.ts'
import { inpaintPatch, readMask, rootMeanSquares } from '../../src-main/application/inpaintings/inpaint-patch.ts'
import { readInpaintingRecord } from '../../src-main/application/inpaintings/inpainting-folder.ts'
import { presetConfig } from '../../src-main/application/runs/preset-config.ts'
import { readRun } from '../../src-main/application/runs/run-folder.ts'
import { trainRun } from '../../src-main/application/runs/train-run.ts'
import { readCsv } from '../../src-main/files/csv.ts'
import { readNpy, writeNpy } from '../../src-main/files/npy.ts'
import { readFitsImage } from '../../src-main/sky/fits/image.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { datasetRecipeSchema } from '../../src-preload/contract/datasets.ts'
import { throughBeam } from '../../src-shared/sky/beam.ts'
import { inpaintingConfigSchema } from '../../src-preload/contract/inpaintings.ts'
import { waves, writeMadeMap } from './made-map.ts'
import { smallTraining } from './small-application.ts'
import { madeEngine } from './made-engine.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-operations-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
const newFolder = () => join(root, `f${folders++}`)
const at = (...names: string[]) => join(root, ...names)
const never = new AbortController().signal

const cut = async (name: string, minLatitude = 20, size = 16) => {
  const path = writeMadeMap(at('map.fits'), waves, { cards: [{ keyword: 'REFERENC', value: "O'Made et al. 2026" }] })
  const recipe = datasetRecipeSchema.parse({ size, step: 10, minLatitude })
  await cutDataset({ path, recipe, folder: at(name) })
  return at(name)
}
let dataset: string
let other: string
let run: string
beforeAll(async () => {
  dataset = await cut('dataset')
  other = await cut('other', 40)
  run = newFolder()
  await trainRun(madeEngine(), { dataset, folder: run, config: smallTraining, signal: never })
})

describe('a training run', () => {
  it('writes on what it is trained before it begins, and hands the engine whole paths', async () => {
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

  it('goes on with its own configuration and its own patches alone', async () => {
    const engine = madeEngine()
    await trainRun(engine, { dataset, folder: run, config: null, epochs: 9, signal: never })
    expect(engine.calls[0].params).toMatchObject({ resume: true, config: { ...smallTraining, epochs: 9 } })
    await expect(trainRun(engine, { dataset: other, folder: run, config: null, signal: never })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`resume it with its own dataset, ${dataset}`),
    })
    expect(engine.calls).toHaveLength(1)
  })

  it('begins with the weights of a file, and begins again with the same alone', async () => {
    const engine = madeEngine()
    const folder = newFolder()
    const weights = join(newFolder(), 'w.safetensors')
    const order = { dataset, folder, config: smallTraining, weights, signal: never }
    await expect(trainRun(engine, order)).rejects.toMatchObject({
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
      message: expect.stringContaining('w.safetensors: this file has changed since the run began with it'),
    })
  })

  it('does not touch a folder that holds a training, not even its record', async () => {
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

  it('passes a stop on to the engine while it is under way, and does not begin after one', async () => {
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

  it('is refused where there is no dataset or no run, or its files are damaged', async () => {
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

  it('takes the preset that is made for the size, or fits the one that is named', () => {
    expect(presetConfig(null, 64).preset).toBe('demo')
    expect(presetConfig(null, 256).preset).toBe('paper')
    expect(presetConfig('demo', 32)).toMatchObject({ preset: 'demo', size: 32 })
    expect(() => presetConfig(null, 48)).toThrow(
      /no preset is made for patches of 48 px; name one of .*paper \(256 px\)/,
    )
  })
})

describe('a mask', () => {
  const mask = async (name: string, values: Uint8Array | Float32Array, shape = [16, 16]) => {
    await writeNpy(at(name), values, shape)
    return readMask({ kind: 'file', path: at(name) }, 16)
  }
  const half = Uint8Array.from({ length: 256 }, (_, i) => Number(i < 128))

  it('is read from .npy of any number type', async () => {
    expect(await mask('bytes.npy', half)).toEqual(half)
    expect(await mask('floats.npy', Float32Array.from(half))).toEqual(half)
  })

  it.each([
    ['of another size', half.slice(0, 128), [8, 16], /small.npy, shape: a mask of 8 x 16 does not fit .* 16 x 16/],
    ['in a stack of two', new Uint8Array(512), [2, 16, 16], /shape/],
    [
      'with a value between',
      Float32Array.from(half, (v, i) => (i === 35 ? 0.5 : v)),
      [16, 16],
      /row 2, column 3: 0.5 is/,
    ],
    [
      'with a missing value',
      Float32Array.from(half, (v, i) => (i === 0 ? NaN : v)),
      [16, 16],
      /row 0, column 0: NaN is/,
    ],
    ['without a hole', new Uint8Array(256).fill(1), [16, 16], /has no hole/],
    ['that is all hole', new Uint8Array(256), [16, 16], /leaves nothing observed/],
  ])('%s is refused', async (_, values, shape, message) => {
    await expect(mask('small.npy', values, shape)).rejects.toThrow(message)
  })

  it('that is no picture is refused with its name', async () => {
    writeFileSync(at('text.fits'), 'not a picture')
    await expect(readMask({ kind: 'file', path: at('text.fits') }, 16)).rejects.toThrow(/text.fits/)
    await expect(readMask({ kind: 'file', path: at('nowhere.npy') }, 16)).rejects.toThrow(
      /nowhere.npy: there is no such/,
    )
    await expect(readMask({ kind: 'file', path: at('nowhere.fits') }, 16)).rejects.toThrow(/nowhere.fits/)
  })
})

describe('an inpainting', () => {
  const config = inpaintingConfigSchema.parse({ patch: 5, mask: { kind: 'corner' }, sigma: 0.5 })

  it('is evaluated inside and outside its hole against the true patch and the plain mean', async () => {
    const folder = newFolder()
    const record = await inpaintPatch(madeEngine({ offset: 0.25 }), { run, dataset: null, config, folder })
    const { record: of, patches } = await readDataset(dataset)
    expect(record).toMatchObject({ lon: patches[5].lon, split: patches[5].split, map: of.map, dataset, run, epoch: 3 })
    // The fill is the patch and a quarter: that is the error everywhere, and chi2 is (1/4 / 1/2)^2 a pixel.
    expect(record.result.fit.inside).toBeCloseTo(0.25, 6)
    expect(record.result.fit.outside).toBeCloseTo(0.25, 6)
    const mask = Uint8Array.from((await readNpy(join(folder, 'mask.npy'))).data)
    const observed = mask.reduce((sum, value) => sum + value, 0)
    expect(record.result.chi2).toBeCloseTo(observed / 4, 6)
    expect(record.result.degreesOfFreedom).toBe(observed - smallTraining.latentDimension)
    expect(record.result.objective).toBeCloseTo(observed / 4 + 1, 6)
    const patch = await readPatches(dataset, 5, 1)
    const seen = patch.filter((_, i) => mask[i] === 1)
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length
    const spread = Math.sqrt(seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seen.length)
    expect(record.result.meanFit.outside).toBeCloseTo(spread, 5)
    expect((await readCsv(join(folder, 'objective.csv'))).rows).toEqual([[0, 1, 42.5]])
    expect(record).toMatchObject(await readInpaintingRecord(folder))
    await expect(inpaintPatch(madeEngine(), { run, dataset: null, config, folder })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('through a beam shows the engine what is seen of the patch, and the world the model everywhere', async () => {
    const folder = at('beam')
    const engine = madeEngine({ offset: 0.25 })
    const operator = { kind: 'beam', fwhm: 90 } as const
    const record = await inpaintPatch(engine, { run, dataset: null, config: { ...config, operator }, folder })
    const pixel = (60 * record.width) / (record.size - 1)
    const seen = throughBeam(await readPatches(dataset, 5, 1), record.size, 90 / pixel)
    const { params } = engine.calls.at(-1)!
    expect(params.beam).toBeCloseTo(90 / pixel, 12)
    expect((await readNpy(params.data as string)).data).toEqual(seen)
    await exportInpainting({ folder, formats: ['npy', 'fits'], out: at('sharp') })
    const { data } = await readNpy(at('sharp', 'beam-standard.npy'))
    expect(data).toEqual((await readNpy(join(folder, 'reconstruction.npy'))).data)
    const { cards } = await readFitsImage(at('sharp', 'beam-standard.fits'), 'INPAINTED')
    const history = cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(history.join(' ')).toContain('mask corner, beam of 90 arcmin, sigma 0.5')
  })

  it('is refused for a patch, a dataset or a run that is not there or does not fit', async () => {
    const order = { run, dataset: null, config, folder: newFolder() }
    const { patches } = await readDataset(dataset)
    await expect(
      inpaintPatch(madeEngine(), { ...order, config: { ...config, patch: patches.length } }),
    ).rejects.toThrow(`they run from 0 to ${patches.length - 1}`)
    const large = await cut('large', 40, 32)
    await expect(inpaintPatch(madeEngine(), { ...order, dataset: large })).rejects.toThrow(
      /they have 32 px, but the model of .* was trained on 16 px/,
    )
    await expect(inpaintPatch(madeEngine(), { ...order, run: newFolder() })).rejects.toThrow(/holds no run/)
    expect(existsSync(order.folder)).toBe(false)
  })

  it('that was cut off holds no result, and its folder can be used again', async () => {
    const folder = newFolder()
    const dying = madeEngine({ during: () => Promise.reject(new Error('gone')) })
    await expect(inpaintPatch(dying, { run, dataset: null, config, folder })).rejects.toThrow('gone')
    await expect(exportInpainting({ folder, formats: ['npy'], out: at('none') })).rejects.toThrow(
      /holds no finished inpainting/,
    )
    expect(existsSync(at('none'))).toBe(false)
    await inpaintPatch(madeEngine(), { run, dataset: null, config, folder })
    expect((await exportInpainting({ folder, formats: ['npy'], out: at('some') })).map(({ size }) => size > 0)).toEqual(
      [true, true],
    )
  })

  it('is exported with the data where they were observed and the model in the hole, in both units', async () => {
    const folder = at('hole')
    const record = await inpaintPatch(madeEngine({ offset: 0.25 }), { run, dataset: null, config, folder })
    const files = await exportInpainting({ folder, formats: ['fits', 'npy', 'png'], out: at('out') })
    expect(readdirSync(at('out')).sort()).toEqual(files.map(({ name }) => name).sort())
    const mask = (await readNpy(join(folder, 'mask.npy'))).data
    const patch = await readPatches(dataset, 5, 1)
    const filled = Array.from(patch, (value, i) => (mask[i] ? value : Math.fround(value + 0.25)))
    const { data } = await readNpy(at('out', 'hole-standard.npy'))
    expect([...data]).toEqual(filled)

    const standard = await readFitsImage(at('out', 'hole-standard.fits'), 'INPAINTED')
    expect([...standard.values]).toEqual(filled)
    const inMap = await readFitsImage(at('out', 'hole-map.fits'), 'INPAINTED')
    // log-standardised: exp(std x + mean) takes a value back.
    for (const i of [0, 77, 255]) expect(inMap.values[i]).toBeCloseTo(Math.exp(record.std * filled[i] + record.mean), 5)
    expect([standard.unit ?? '', inMap.unit]).toEqual(['', 'MJy/sr'])
    for (const name of ['ORIGINAL', 'RECONSTRUCTION', 'MASK']) {
      expect((await readFitsImage(at('out', 'hole-map.fits'), name)).values).toHaveLength(256)
    }
    expect([...(await readFitsImage(at('out', 'hole-map.fits'), 'MASK')).values]).toEqual([...mask])

    const card = (keyword: string) => inMap.cards.find((each) => each.keyword === keyword)?.value
    expect(card('PATMEAN')).toBe(record.mean)
    expect(card('PATSTD')).toBe(record.std)
    expect(card('CHI2')).toBe(record.result.chi2)
    expect(card('DOF')).toBe(record.result.degreesOfFreedom)
    expect(card('CRVAL2')).toBe(record.lat)
    const history = inMap.cards.filter(({ keyword }) => keyword === 'HISTORY').map(({ comment }) => comment)
    expect(history.join(' ')).toContain("Data: O'Made et al. 2026")
    expect(history.join(' ')).toContain('mask corner, sigma 0.5, 1 starts, seed 0, 12 iterations')
  })
})

describe('the error of a fill', () => {
  it('is the root mean square of the differences, inside and outside apart', () => {
    const truth = Float32Array.of(1, 2, 3, 4)
    const fill = Float32Array.of(1, 5, 7, 4)
    expect(rootMeanSquares(truth, fill, Uint8Array.of(1, 1, 0, 0))).toEqual({
      inside: Math.sqrt(16 / 2),
      outside: Math.sqrt(9 / 2),
    })
  })
})
