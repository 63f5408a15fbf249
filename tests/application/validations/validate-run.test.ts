import { sampleStatisticNames } from '../../../src-shared/validation/sample-statistics.ts'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import {
  validateRun,
  validationFolder,
  validationName,
} from '../../../src-main/application/validations/validate-run.ts'
import {
  readValidationArray,
  readValidationRecord,
  validationArrayNames,
  type ValidationRecord,
  summarise,
} from '../../../src-main/application/validations/validation-folder.ts'
import { transformed } from '../../../src-shared/statistics/nearest-patch.ts'
import type { Patch } from '../../../src-preload/contract/datasets.ts'
import { validationConfigSchema } from '../../../src-preload/contract/validations.ts'
import type { StatisticTest } from '../../../src-shared/validation/results.ts'
import { madeEngine, madeLatents } from '../made-engine.ts'
import { madeValidation } from './made-validation.ts'

const { newFolder, config, dataset, run, order } = madeValidation()
const pixels = 16 ** 2
let patches: Patch[]
beforeAll(async () => {
  patches = (await readDataset(dataset)).patches
})
const ofSplit = (name: string) => patches.filter(({ split }) => split === name)

describe('the validation of a model that returns half of every patch', () => {
  const folder = newFolder()
  let record: ValidationRecord
  const told: [number, string][] = []
  beforeAll(async () => {
    const onProgress = (fraction: number, note: string) => void told.push([fraction, note])
    record = await validateRun(madeEngine(), order(folder, { onProgress }))
  }, 60_000)
  const array = async (name: Parameters<typeof readValidationArray>[1]) =>
    (await readValidationArray(folder, name)).values

  it('describes its subject, in a record that is read back unchanged', async () => {
    expect(record).toMatchObject({ run, epoch: 3, size: 16, width: 8, scale: 'log', config, map: { unit: 'MJy/sr' } })
    expect(await readValidationRecord(folder)).toEqual(record)
    expect(record.patches.map(({ index }) => index)).toEqual(ofSplit('test').map(({ index }) => index))
    expect(validationFolder(run, validationName(record.epoch, config))).toBe(
      join(run, 'validations', 'epoch-0003-test-7-drawn-16'),
    )
    expect(validationName(48, validationConfigSchema.parse({}))).toBe('epoch-0048-test-100')
  })

  it('has every array of the contract in its folder, in the right shape', async () => {
    const count = ofSplit('test').length
    const bands = record.results.standard.ell.length
    const shapes: Partial<Record<(typeof validationArrayNames)[number], number[]>> = {
      samples: [16, 16, 16],
      nearest: [16, 16, 16],
      'sample-spectra': [16, bands],
      'train-spectra': [16, bands],
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

  it('finds a quarter of the power at every scale, fully correlated, and a quarter of the variance in the residual', () => {
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

  it('keeps spectra of every patch: those of residuals follow from patches, reconstructions and cross spectra', async () => {
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

  it('uses as many principal components as latents: the best fit with three directions of the training sky', async () => {
    expect(record.results.components).toBe(3)
    const linear = await array('linear')
    const train = await Promise.all(ofSplit('train').map(({ index }) => readPatches(dataset, index, 1)))
    const mean = Float64Array.from(
      { length: pixels },
      (_, i) => train.reduce((sum, patch) => sum + patch[i], 0) / train.length,
    )
    const residuals = (await array('originals')).map((value, i) => value - linear[i])
    const within = linear.map((value, i) => value - mean[i % pixels])
    // The remainder is orthogonal to the fit, patch by patch.
    for (let from = 0; from < linear.length; from += pixels) {
      let dot = 0
      for (let i = from; i < from + pixels; i++) dot += residuals[i] * within[i]
      expect(Math.abs(dot) / pixels).toBeLessThan(1e-4)
    }
    const { linear: pair, reconstruction } = record.results.standard.pairs
    expect(pair!.meanSquaredError).toBeLessThan(reconstruction!.meanSquaredError)
  })

  it('undoes standardisation and logarithm patch by patch, each with its own mean and deviation', async () => {
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

  it('tests every set against the patches: identical fractions have no distance, halved ones do', () => {
    const { reconstruction } = record.results.tests
    const of = (tests: StatisticTest[], at: string) =>
      tests.find((test) => test.statistic === 'moment' && test.at === at)!
    expect(of(reconstruction, 'standardDeviation')).toMatchObject({ distance: 1 })
    expect(of(reconstruction, 'skewness').distance).toBeLessThanOrEqual(1 / ofSplit('test').length + 1e-9)
    for (const tests of Object.values(record.results.tests))
      tests.forEach(({ pValue }) => expect(pValue).toBeGreaterThanOrEqual(0))
  })

  it('measures the latents as algebra predicts: KL, active ones, the plane of the means', async () => {
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

  it('recognises samples that are training patches, and their rotation', async () => {
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

  it('measures how far samples are from the sky, beside the training patches', () => {
    const { models, statistics } = record.results.samples!
    expect(models).toEqual(['prior samples'])
    expect(statistics.map(({ name }) => name)).toEqual(
      sampleStatisticNames.filter((name) => statistics.some((one) => one.name === name)),
    )
    for (const { name, floor, models: measured } of statistics) {
      expect(measured, name).toHaveLength(1)
      expect(floor!.chance, name).not.toBeUndefined()
    }
    expect(statistics.find(({ name }) => name === 'trispectrum')!.sky!.median.length).toBeGreaterThan(1)
  })

  it('trains a classifier only on request, and has its accuracy among the statistics of samples', async () => {
    expect(record.results.classifier).toBeNull()
    const engine = madeEngine()
    const told: string[] = []
    const asked = { ...config, classifier: true }
    const { results, epoch } = await validateRun(engine, {
      ...order(newFolder(), { alike: [folder], onProgress: (_, note) => void told.push(note) }),
      config: asked,
    })
    expect(validationName(epoch, asked)).toBe('epoch-0003-test-7-drawn-16-classifier')
    const { params } = engine.calls.find(({ name }) => name === 'classifier.run')!
    expect(params).toMatchObject({ folds: 5, steps: 600, seed: 0, groups: { second: Array(16).fill(null) } })
    const regions = (params.groups as { first: number[] }).first
    expect(regions.length).toBeLessThanOrEqual(ofSplit('test').length)
    expect(regions.every((region) => region >= 0 && region < 5)).toBe(true)
    expect(results.classifier).toMatchObject({ accuracy: 0.5, count: 40 })
    expect(results.samples!.statistics.at(-1)).toMatchObject({
      name: 'classifier',
      floor: null,
      models: [{ distance: 0 }],
    })
  })

  it('computes ln p of the latents only on request, under N(0, 1) and the prior, before it measures', async () => {
    expect(record.results.likelihoods).toEqual([])
    expect(summarise(record).logDensity).toBeNull()
    const told: [number, string][] = []
    const asked = { ...config, likelihood: 3 }
    const engine = madeEngine()
    const computed = await validateRun(engine, {
      ...order(newFolder(), { alike: [folder], onProgress: (...all) => void told.push(all) }),
      config: asked,
    })
    expect(validationName(computed.epoch, asked)).toBe('epoch-0003-test-7-drawn-16-likelihood-3')
    // The same as cirrus likelihood uses.
    expect(engine.calls.find(({ name }) => name === 'likelihood.run')!.params).toMatchObject({
      ...{ checkpoint: 'best', split: 'test', count: 3, prior: null },
      ...{ solver: 'two-step', solverSteps: 48, probes: 1, seed: 0 },
    })
    // 10, 12 and 14 nats.
    expect(computed.results.likelihoods).toMatchObject([{ space: 'latents', nats: { mean: 12 }, prior: null }])
    expect(summarise(computed).logDensity).toEqual({ nats: computed.results.likelihoods[0].nats, overNormal: null })
    const fractions = told.map(([fraction]) => Number(fraction.toFixed(9)))
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(told.find(([, note]) => note === 'likelihood, density 3 of 3')![0]).toBeCloseTo(0.65, 12)
  })

  it('is refused if the run was trained further before its likelihood was computed', async () => {
    const later = madeEngine({ epoch: 4 })
    const validation = validateRun(later, {
      ...order(newFolder(), { alike: [folder] }),
      config: { ...config, likelihood: 3 },
    })
    await expect(validation).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('epoch 4') })
  })

  it('reports increasing progress', () => {
    const fractions = told.map(([fraction]) => fraction)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
    const stages = [
      'principal components',
      'standardised patches',
      'map’s unit',
      'testing each set',
      'latents',
      'nearest',
    ]
    for (const stage of stages)
      expect(
        told.some(([, note]) => note.includes(stage)),
        stage,
      ).toBe(true)
  })

  it('is returned unchanged when requested again, and is not overwritten by another', async () => {
    const engine = madeEngine()
    expect(await validateRun(engine, order(folder))).toEqual(record)
    expect(engine.calls).toEqual([])
    await expect(validateRun(engine, order(folder, { config: { ...config, samples: 8 } }))).rejects.toMatchObject({
      code: 'conflict',
      message: `${folder} already holds another validation; choose another folder.`,
    })
  })
})
