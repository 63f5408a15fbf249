import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { trainRun } from '../../../src-main/application/runs/train-run.ts'
import {
  validateRun,
  validationFolder,
  validationName,
} from '../../../src-main/application/validations/validate-run.ts'
import {
  readValidationArray,
  readValidationRecord,
  validationArrayNames,
  validationFiles,
  type ValidationRecord,
} from '../../../src-main/application/validations/validation-folder.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { writeFileAtomically } from '../../../src-main/files/atomic.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { createSpectrumEstimator } from '../../../src-shared/statistics/flat-sky-spectrum.ts'
import { gaussianBeam, pixelWindow } from '../../../src-shared/statistics/mode-window.ts'
import { transformed } from '../../../src-shared/statistics/nearest-patch.ts'
import type { Patch } from '../../../src-preload/contract/datasets.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import type { StatisticTest, UnitResults } from '../../../src-shared/validation/results.ts'
import { validationConfigSchema, type ValidationConfig } from '../../../src-preload/contract/validations.ts'
import { waves, writeMadeMap } from '../made-map.ts'
import { smallTraining } from '../small-application.ts'
import { madeEngine, madeLatents, type MadeEngine } from '../made-engine.ts'

const root = mkdtempSync(join(tmpdir(), 'cirrus-validation-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
const newFolder = () => join(root, `f${folders++}`)
const config = validationConfigSchema.parse({ samples: 7 })
const pixels = 16 ** 2

const dataset = newFolder()
const run = newFolder()
let patches: Patch[]
const cut = (folder: string, step: number) =>
  cutDataset({
    path: writeMadeMap(join(root, 'map.fits'), waves),
    recipe: datasetRecipeSchema.parse({ size: 16, step, minLatitude: 20 }),
    folder,
  })
beforeAll(async () => {
  await cut(dataset, 10)
  await trainRun(madeEngine(), {
    dataset,
    folder: run,
    config: { ...smallTraining, latentDimension: 3 },
    signal: new AbortController().signal,
  })
  mkdirSync(runFiles(run).checkpoints, { recursive: true })
  writeFileSync(runFiles(run).checkpoint(3), 'weights')
  patches = (await readDataset(dataset)).patches
}, 60_000)
const ofSplit = (name: string) => patches.filter(({ split }) => split === name)
const order = (folder = newFolder(), changes: Partial<Parameters<typeof validateRun>[1]> = {}) => ({
  run,
  dataset: null,
  config,
  folder,
  ...changes,
})

/** Goes on with a validation until all is decoded, and leaves it there. */
async function decodeAlone(engine: MadeEngine, folder: string) {
  const abort = new AbortController()
  const onProgress = (_: number, note: string) => note.includes('reads') && abort.abort()
  const validation = validateRun(engine, order(folder, { signal: abort.signal, onProgress }))
  await expect(validation).rejects.toMatchObject({ code: 'cancelled' })
}

describe('the validation of a model that leaves half of every patch', () => {
  const folder = newFolder()
  let record: ValidationRecord
  const told: [number, string][] = []
  beforeAll(async () => {
    const onProgress = (fraction: number, note: string) => void told.push([fraction, note])
    record = await validateRun(madeEngine(), order(folder, { onProgress }))
  }, 60_000)
  const array = async (name: Parameters<typeof readValidationArray>[1]) =>
    (await readValidationArray(folder, name)).values

  it('says what it is of, in a record that reads back as it was', async () => {
    expect(record).toMatchObject({ run, epoch: 3, size: 16, width: 8, scale: 'log', config, map: { unit: 'MJy/sr' } })
    expect(await readValidationRecord(folder)).toEqual(record)
    expect(record.patches.map(({ index }) => index)).toEqual(ofSplit('test').map(({ index }) => index))
    expect(validationFolder(run, validationName(record.epoch, config))).toBe(
      join(run, 'validations', 'epoch-0003-test-7'),
    )
  })

  it('has every array of the contract in its folder, in its shape', async () => {
    const [count, train] = [ofSplit('test').length, ofSplit('train').length]
    const bands = record.results.standard.ell.length
    const shapes: Partial<Record<(typeof validationArrayNames)[number], number[]>> = {
      samples: [500, 16, 16],
      nearest: [500, 16, 16],
      'sample-spectra': [500, bands],
      'train-spectra': [train, bands],
      'latent-mean': [count, 3],
      'latent-log-width': [count, 3],
      'latent-plane': [count, 2],
      'latent-covariance': [3, 3],
    }
    for (const name of validationArrayNames) {
      const wanted = shapes[name] ?? (name.endsWith('spectra') ? [count, bands] : [count, 16, 16])
      expect((await readValidationArray(folder, name)).shape, name).toEqual(wanted)
    }
  })

  it('finds a quarter of the power at every scale, all of it correlated, and a quarter of the variance left over', () => {
    const { reconstruction } = record.results.standard.pairs
    for (const quartile of ['low', 'median', 'high'] as const) {
      reconstruction!.ratio[quartile].forEach((ratio) => expect(ratio).toBeCloseTo(0.25, 5))
      reconstruction!.correlation[quartile].forEach((correlation) => expect(correlation).toBeCloseTo(1, 5))
    }
    expect(reconstruction!.halfPower).toBe(record.results.standard.ell[0])
    expect(reconstruction!.halfCorrelation).toBeNull()
    // Patches have mean 0 and variance 1: half of one is 1/4 of its squares away.
    expect(reconstruction!.meanSquaredError).toBeCloseTo(0.25, 5)
    expect(reconstruction!.meanSquaredErrors.median).toBeCloseTo(0.25, 5)
    record.patches.forEach(({ meanSquaredError }) => expect(meanSquaredError).toBeCloseTo(0.25, 5))
    const { original, residual } = record.results.standard.sets
    expect(original!.moments.standardDeviation.median).toBeCloseTo(1, 5)
    expect(residual!.moments.standardDeviation.median).toBeCloseTo(0.5, 5)
    expect(residual!.moments.skewness.median).toBeCloseTo(original!.moments.skewness.median!, 4)
    expect(residual!.pixels.high[5]).toBeCloseTo(original!.pixels.high[5]! / 2, 5)
  })

  it('keeps spectra of every patch: residuals have the power that patches, reconstructions and cross spectra say', async () => {
    const [original, made, cross, residual] = [
      await array('original-spectra'),
      await array('reconstruction-spectra'),
      await array('cross-spectra'),
      await array('residual-spectra'),
    ]
    const largest = Math.max(...original)
    residual.forEach((power, i) =>
      expect(Math.abs(power - (original[i] + made[i] - 2 * cross[i]))).toBeLessThan(1e-5 * largest),
    )
  })

  it('takes as many principal components as latents: the nearest that three directions of the training sky reach', async () => {
    expect(record.results.components).toBe(3)
    const linear = await array('linear')
    const train = await Promise.all(ofSplit('train').map(({ index }) => readPatches(dataset, index, 1)))
    const mean = Float64Array.from(
      { length: pixels },
      (_, i) => train.reduce((sum, patch) => sum + patch[i], 0) / train.length,
    )
    const residuals = (await array('originals')).map((value, i) => value - linear[i])
    const within = linear.map((value, i) => value - mean[i % pixels])
    // What is left over is at right angles to what was reached, patch by patch.
    for (let from = 0; from < linear.length; from += pixels) {
      let dot = 0
      for (let i = from; i < from + pixels; i++) dot += residuals[i] * within[i]
      expect(Math.abs(dot) / pixels).toBeLessThan(1e-4)
    }
    const { linear: pair, reconstruction } = record.results.standard.pairs
    expect(pair!.meanSquaredError).toBeLessThan(reconstruction!.meanSquaredError)
  })

  it('undoes standardisation and logarithm patch by patch: each has its own root of mean and square', async () => {
    const { map } = record.results
    expect(map.unit).toBe('MJy/sr')
    expect(Object.keys(map.sets).sort()).toEqual(['linear', 'original', 'reconstruction', 'residual', 'train'])
    const originals = await array('originals')
    const back = ofSplit('test').map(({ mean, std }, i) =>
      originals.subarray(i * pixels, (i + 1) * pixels).map((z) => Math.exp(z * std + mean)),
    )
    const errors = ofSplit('test').map(({ mean, std }, i) =>
      originals
        .subarray(i * pixels, (i + 1) * pixels)
        .reduce((sum, z) => sum + (Math.exp(z * std + mean) - Math.exp((z * std) / 2 + mean)) ** 2 / pixels, 0),
    )
    const average = errors.reduce((sum, error) => sum + error, 0) / errors.length
    expect(map.pairs.reconstruction!.meanSquaredError).toBeCloseTo(average, 4)
    const means = back.map((patch) => patch.reduce((sum, value) => sum + value, 0) / pixels).sort((a, b) => a - b)
    expect(map.sets.original!.moments.mean.median).toBeGreaterThanOrEqual(means[0])
    expect(map.sets.original!.moments.mean.median).toBeLessThanOrEqual(means.at(-1)!)
    const ratios = map.edges.slice(1).map((edge, i) => edge / map.edges[i])
    ratios.forEach((ratio) => expect(ratio).toBeCloseTo(ratios[0], 9))
  })

  it('tests every set against the patches: identical shares have no distance, halved ones have', () => {
    const { reconstruction } = record.results.tests
    const of = (tests: StatisticTest[], at: string) =>
      tests.find((test) => test.statistic === 'moment' && test.at === at)!
    expect(of(reconstruction, 'standardDeviation')).toMatchObject({ distance: 1 })
    expect(of(reconstruction, 'skewness').distance).toBeLessThanOrEqual(1 / ofSplit('test').length + 1e-9)
    for (const tests of Object.values(record.results.tests))
      tests.forEach(({ pValue }) => expect(pValue).toBeGreaterThanOrEqual(0))
  })

  it('finds what the latents hold by algebra: KL, active ones, the plane of the means', async () => {
    const { latents } = record.results
    const count = ofSplit('test').length
    const { mean } = madeLatents(count)
    const squares = Array.from({ length: count }, (_, i) => mean[3 * i] ** 2)
    const average = squares.reduce((sum, square) => sum + square, 0) / count
    expect(latents.kl[0]).toBeCloseTo((average + 0.25 - 1) / 2 - Math.log(0.5), 5)
    expect(latents.kl[1]).toBeCloseTo(0, 7)
    expect(latents.kl[2]).toBeCloseTo((4 + 1e-4 - 1) / 2 - Math.log(0.01), 4)
    expect(latents).toMatchObject({ count: 3, active: 2 })
    expect(latents.planeShare[0]).toBeCloseTo(1, 6)
    const plane = await array('latent-plane')
    Array.from({ length: count }, (_, i) => expect(Math.abs(plane[2 * i])).toBeCloseTo(Math.abs(mean[3 * i]), 4))
    const covariance = await array('latent-covariance')
    latents.variance.forEach((variance, i) => expect(covariance[4 * i]).toBeCloseTo(variance, 4))
    const correlation = (i: number, j: number) => covariance[3 * i + j] ** 2 / (covariance[4 * i] * covariance[4 * j])
    const root = Math.sqrt((correlation(0, 1) + correlation(0, 2) + correlation(1, 2)) / 3)
    expect(latents.correlation).toBeCloseTo(root, 5)
    expect(latents.correlationOfNone).toBeCloseTo(1 / Math.sqrt(count - 1), 12)
    record.patches.forEach(({ kl }, i) =>
      expect(kl).toBeCloseTo((squares[i] + 0.25 - 1) / 2 - Math.log(0.5) + latents.kl[1] + latents.kl[2], 3),
    )
    expect(record.results.latentCeiling).toBeCloseTo(45 * Math.sqrt(3 / Math.PI), 9)
  })

  it('recognises samples that are training patches, and how they were turned', async () => {
    const train = ofSplit('train')
    expect(record.results.memorisation).toMatchObject({ symmetries: true, closest: 0 })
    expect(record.results.memorisation.original.low).toBeGreaterThan(0)
    const [samples, nearest] = [await array('samples'), await array('nearest')]
    expect(nearest).toEqual(samples)
    for (const [i, one] of record.nearest.entries()) {
      const patch = await readPatches(dataset, one.index, 1)
      expect(one.distance).toBe(0)
      expect(transformed(patch, one as Parameters<typeof transformed>[1])).toEqual(
        samples.slice(i * pixels, (i + 1) * pixels),
      )
      if (i < train.length) expect(one).toMatchObject({ mean: patches[one.index].mean, std: patches[one.index].std })
    }
  })

  it('tells where it stands, ever further', () => {
    const fractions = told.map(([fraction]) => fraction)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
    const stages = ['principal components', 'standardised patches', 'map’s unit', 'tests', 'latents', 'nearest']
    for (const stage of stages)
      expect(
        told.some(([, note]) => note.includes(stage)),
        stage,
      ).toBe(true)
  })

  it('is returned as it is when it is asked for again, and is not overwritten by another', async () => {
    const engine = madeEngine()
    expect(await validateRun(engine, order(folder))).toEqual(record)
    expect(engine.calls).toEqual([])
    await expect(validateRun(engine, order(folder, { config: { ...config, samples: 8 } }))).rejects.toMatchObject({
      code: 'conflict',
      message: `${folder} already holds another validation; choose another folder.`,
    })
  })
})

describe('a validation whose spectra are measured otherwise', () => {
  const folder = newFolder()
  const recipe = { taper: 'C2', apodize: 0.7, bands: [45, 150, 300], beam: 15, pixelWindow: true } as const
  let plain: ValidationRecord
  let record: ValidationRecord
  let asked: ValidationConfig
  const engine = madeEngine()
  beforeAll(async () => {
    const beside = newFolder()
    plain = await validateRun(madeEngine(), order(beside))
    const mask = join(root, 'mask.npy')
    await writeNpy(mask, new Float64Array(pixels).fill(1, 40), [16, 16])
    asked = validationConfigSchema.parse({ samples: 7, spectra: { ...recipe, bands: [...recipe.bands], mask } })
    record = await validateRun(engine, order(folder, { config: asked, alike: [newFolder(), beside] }))
  }, 60_000)

  it('says how, and has those of the statistics’ own functions', async () => {
    expect(record.config).toEqual(asked)
    expect(record.maskChecksum).toBe(createHash('sha256').update(readFileSync(asked.spectra.mask!)).digest('hex'))
    const { ell, bands } = record.results.standard
    expect([ell, bands]).toEqual([
      [97.5, 225],
      [
        { from: 45, to: 150 },
        { from: 150, to: 300 },
      ],
    ])
    const radians = Math.PI / 180
    const side = (16 * 8 * radians) / 15
    const weights = apodise(new Float64Array(pixels).fill(1, 40), 16, 16, { length: 0.7, pixel: 8 / 15, taper: 'C2' })
    const beam = gaussianBeam(15 * (radians / 60))
    const means = pixelWindow(side / 16, side / 16)
    const { spectrum } = createSpectrumEstimator(
      { rows: 16, columns: 16, lx: side, ly: side },
      weights,
      bands,
      (kx, ky) => beam(kx, ky) * means(kx, ky),
    )
    const [originals, found] = await Promise.all(
      (['originals', 'original-spectra'] as const).map(
        async (name) => (await readValidationArray(folder, name)).values,
      ),
    )
    for (let patch = 0; patch < record.patches.length; patch++) {
      const centred = originals.slice(patch * pixels, (patch + 1) * pixels)
      const mean = centred.reduce((sum, value) => sum + value, 0) / pixels
      spectrum(centred.map((value) => value - mean)).forEach((power, band) =>
        expect(found[2 * patch + band] / power).toBeCloseTo(1, 4),
      )
    }
  })

  it('has all else as before, from the same reconstructions, which are not made again', () => {
    expect(engine.calls).toEqual([])
    const { histogram, minkowski, moments } = plain.results.standard.sets.reconstruction!
    expect(record.results.standard.sets.reconstruction).toMatchObject({ histogram, minkowski, moments })
    expect(record.patches).toEqual(plain.patches)
  })

  it('has a name of its own, which follows what the mask holds, not where it lies', async () => {
    const name = validationName(3, asked, record.maskChecksum)
    expect(name).toMatch(/^epoch-0003-test-7-[0-9a-f]{8}$/)
    const moved = { ...asked, spectra: { ...asked.spectra, mask: '/elsewhere/mask.npy' } }
    expect(validationName(3, moved, record.maskChecksum)).toBe(name)
    expect(validationName(3, asked, 'another')).not.toBe(name)
    expect(await validateRun(engine, order(folder, { config: asked }))).toEqual(record)
    await expect(validateRun(engine, order(folder))).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused before anything is reconstructed where its mask does not fit', async () => {
    const small = join(root, 'small.npy')
    await writeNpy(small, new Float64Array(64).fill(1), [8, 8])
    const unfit = { ...asked, spectra: { ...asked.spectra, mask: small } }
    const idle = madeEngine()
    await expect(validateRun(idle, order(newFolder(), { config: unfit }))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('small.npy, shape: a mask of 8 x 8 does not fit maps of 16 x 16'),
    })
    const gone = { ...asked, spectra: { ...asked.spectra, mask: join(root, 'gone.npy') } }
    await expect(validateRun(idle, order(newFolder(), { config: gone }))).rejects.toThrow(
      /gone\.npy: there is no such file/,
    )
    expect(idle.calls).toEqual([])
  })

  it('of an older Cirrus, whose record says nothing of it, is read as that of Fig. 4', async () => {
    const old = newFolder()
    const { maskChecksum, config: held, results, ...rest } = plain
    expect(maskChecksum).toBeNull()
    const withoutBands = ({ bands, ...unit }: UnitResults) => ({
      ...unit,
      ell: bands.map(({ from, to }) => (from + to) / 2),
    })
    const { spectra: plainOnes, ...kept } = held
    await writeFileAtomically(
      validationFiles(old).record,
      JSON.stringify({
        ...rest,
        config: kept,
        results: { ...results, standard: withoutBands(results.standard), map: withoutBands(results.map) },
      }),
    )
    const read = await readValidationRecord(old)
    expect(read.config.spectra).toEqual(plainOnes)
    expect(read.results.standard).toEqual({ ...results.standard, bands: [] })
    expect(await validateRun(madeEngine(), order(old))).toEqual(read)
  })
})

describe('a validation that is interrupted', () => {
  it('at any stage has no results, and goes on from what was reconstructed', async () => {
    const folder = newFolder()
    let made = 0
    for (const stage of ['principal', 'map’s unit', 'nearest', '']) {
      const abort = new AbortController()
      const onProgress = (_: number, note: string) => stage !== '' && note.includes(stage) && abort.abort()
      const engine = madeEngine()
      const validation = validateRun(engine, order(folder, { signal: abort.signal, onProgress }))
      if (stage === '') {
        await validation
      } else {
        await expect(validation, stage).rejects.toMatchObject({ code: 'cancelled' })
        expect(existsSync(validationFiles(folder).record)).toBe(false)
        expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
      }
      made += engine.calls.length
    }
    expect(made).toBe(2)
    expect(existsSync(validationFiles(folder).record)).toBe(true)
  })

  it('between reconstructions and draws makes only the draws', async () => {
    const folder = newFolder()
    const during = async (what: string) => {
      if (what === 'decoding') throw new Error('the engine died')
    }
    await expect(validateRun(madeEngine({ during }), order(folder))).rejects.toThrow('the engine died')
    const engine = madeEngine()
    await decodeAlone(engine, folder)
    expect(engine.calls.map(({ name }) => name)).toEqual(['decoding.run'])
  })
})

describe('a validation is refused', () => {
  it('where the split has no patches', async () => {
    const folder = newFolder()
    const unused = validateRun(madeEngine(), order(folder, { config: { ...config, split: 'unused' } }))
    await expect(unused).rejects.toMatchObject({
      code: 'refused',
      message: `${dataset}, patches.csv: it has no unused patches; choose another split.`,
    })
    expect(existsSync(folder)).toBe(false)
  })

  it('where the patches are not those that the run was trained on', async () => {
    const other = newFolder()
    await cut(other, 12)
    await expect(validateRun(madeEngine(), order(newFolder(), { dataset: other }))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(
        /fingerprint: these are not the patches that .* was trained on \([0-9a-f]{12}, those/,
      ),
    })
  })

  it('where the run has no checkpoint yet, or went on to another one meanwhile', async () => {
    await expect(validateRun(madeEngine(), order(newFolder(), { run: newFolder() }))).rejects.toThrow(/holds no run/)
    const folder = newFolder()
    await expect(validateRun(madeEngine({ epoch: 4 }), order(folder))).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('epoch 3 was to be validated, the checkpoint is now of epoch 4'),
    })
    // What was made of the wrong epoch is not taken for the right one.
    const engine = madeEngine()
    await decodeAlone(engine, folder)
    expect(engine.calls.map(({ name }) => name)).toEqual(['reconstruction.run', 'decoding.run'])
  })
})
