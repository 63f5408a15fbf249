import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import {
  estimateFiles,
  estimateFolder,
  readEstimatePictures,
  readEstimateRecord,
} from '../../../src-main/application/inpaintings/estimate-folder.ts'
import { estimateProblem } from '../../../src-main/application/inpaintings/estimate-problem.ts'
import { inpaintingFiles, readProblemPictures } from '../../../src-main/application/inpaintings/inpainting-folder.ts'
import { makeProblem } from '../../../src-main/application/inpaintings/make-problem.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { problemSchema } from '../../../src-preload/contract/inpaintings.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { EstimatorKind } from '../../../src-shared/inpainting/estimator-facts.ts'
import { diffusion } from '../../../src-shared/inpainting/diffusion.ts'
import { slopeAt, unscaled } from '../../../src-shared/sky/scale.ts'
import { standardOfSeen } from '../../../src-shared/sky/seen-standard.ts'
import { madeEngine, type MadeEngine } from '../made-engine.ts'
import { madeRun } from '../made-run.ts'
import { smallTraining } from '../small-application.ts'

const { dataset, run, cut, newFolder } = madeRun()
const noise = { kind: 'white', sigma: 0.5 } as const
const problem = problemSchema.parse({ patch: 5, mask: { kind: 'corner' }, noise })
const order = (inpainting: string, kind: EstimatorKind, name: string = kind) => ({
  ...{ inpainting, name, estimator: estimatorSchema.parse({ kind }), run: kind === 'map' ? run : null },
})
const made = async (changes: object = {}) => {
  const folder = newFolder()
  return { folder, record: await makeProblem(dataset, { ...problem, ...changes }, folder) }
}
/** What estimators see of the problem: mean and standard deviation of the pixels that its mask leaves. */
const seenIn = async (folder: string) => {
  const pictures = await readProblemPictures(folder)
  return { ...pictures, standard: standardOfSeen(pictures.data, pictures.mask, ['I'])![0] }
}
/** A copy of the run, as if it had been trained with other settings. */
function runOf(changes: Partial<TrainingConfig>): string {
  const folder = newFolder()
  cpSync(run, folder, { recursive: true })
  const { config } = runFiles(folder)
  writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), ...changes }))
  return folder
}
const rms = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length)

describe('a problem', () => {
  it('is written with its patch, its mask and its data, 0 in the hole', async () => {
    const { folder, record } = await made()
    expect(record).toMatchObject({
      format: 'cirrus-inpainting-3',
      dataset,
      problem,
      size: 16,
      standardisation: 'patch',
    })
    const { original, data, mask } = await readProblemPictures(folder)
    expect(original).toEqual(await readPatches(dataset, 5, 1))
    expect(data).toEqual(original.map((value, i) => (mask[i] ? value : 0)))
  })

  it('is refused for a patch that is missing, or whose truth is not known, and nothing is written', async () => {
    const folder = newFolder()
    await expect(makeProblem(dataset, { ...problem, patch: 99_999 }, folder)).rejects.toMatchObject({
      field: 'problem.patch',
      message: expect.stringMatching(/patch 99999: no such patch; they are numbered 0 to \d+\.$/),
    })
    const holed = await cut('holed', 40, 16)
    const { length } = (await readDataset(holed)).patches
    const masks = new Uint8Array(length * 256).fill(1)
    masks[5 * 256 + 17] = 0
    await writeNpy(join(holed, 'masks.npy'), masks, [length, 16, 16])
    await expect(makeProblem(holed, problem, folder)).rejects.toThrow(/patch 5: the map has no value at some/)
    expect(existsSync(folder)).toBe(false)
    await expect(makeProblem(holed, { ...problem, patch: 4 }, folder)).resolves.toBeDefined()
  })
})

describe('an estimate', () => {
  it('by the mean is that of what is seen, compared with the original in the hole and outside', async () => {
    const { folder } = await made()
    const record = await estimateProblem(madeEngine(), order(folder, 'mean'))
    const { original, mask, standard } = await seenIn(folder)
    const { fill } = await readEstimatePictures(estimateFolder(folder, 'mean'))
    for (const value of fill) expect(value).toBeCloseTo(standard.mean, 6)
    const errors = (inHole: boolean) => [...original].filter((_, i) => (mask[i] === 0) === inHole)
    expect(record.result.error.inside).toBeCloseTo(rms(errors(true).map((value) => value - standard.mean)), 6)
    expect(record.result.error.outside).toBeCloseTo(standard.std, 6)
    expect(record.result).toMatchObject({ model: null, minimum: null, coverage: null, samples: 0 })
    expect(record).toMatchObject({ run: null, estimator: { kind: 'mean' } })
    expect(await readEstimateRecord(estimateFolder(folder, 'mean'))).toEqual(record)
  })

  it('by diffusion is that of the data, whatever they are standardised by', async () => {
    const { folder } = await made()
    const { result } = await estimateProblem(madeEngine(), order(folder, 'diffusion'))
    const { data, mask } = await readProblemPictures(folder)
    const { fill } = await readEstimatePictures(estimateFolder(folder, 'diffusion'))
    const wanted = diffusion(data, mask, 16)
    fill.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 5))
    expect(result.error.outside).toBeCloseTo(0, 6)
  })

  it('by a Wiener filter has a standard deviation in the hole, its coverage, and realisations', async () => {
    const { folder } = await made()
    const notes: string[] = []
    const work = { ...order(folder, 'wiener'), onProgress: (_: number, note: string) => notes.push(note) }
    const { result, statistics } = await estimateProblem(madeEngine(), work)
    const { mask, standard } = await seenIn(folder)
    const { fill, deviation, samples } = await readEstimatePictures(estimateFolder(folder, 'wiener'))
    expect(fill.every(Number.isFinite)).toBe(true)
    deviation!.forEach((value, i) => expect(value > 0 && value < 3 * standard.std).toBe(mask[i] === 0))
    expect(samples).toHaveLength(8 * 256)
    expect(result).toMatchObject({ samples: 8, model: null, minimum: null })
    expect(result.coverage!.of95).toBeGreaterThanOrEqual(result.coverage!.of68)
    expect(statistics.sample).not.toBeNull()
    expect(notes).toContain('solving for the hole')
  })

  it('of a patch that is seen whole, through a beam, is compared with the original everywhere', async () => {
    const { folder } = await made({ mask: { kind: 'all' }, beam: 60 })
    const record = await estimateProblem(madeEngine(), order(folder, 'wiener'))
    const { original } = await readProblemPictures(folder)
    const { fill, deviation, samples } = await readEstimatePictures(estimateFolder(folder, 'wiener'))
    const { error, coverage } = record.result
    expect(error).toEqual({
      inside: expect.closeTo(rms([...original].map((value, i) => value - fill[i])), 5),
      outside: null,
    })
    const within = (width: number) => original.filter((value, i) => Math.abs(value - fill[i]) <= width * deviation![i])
    expect(coverage!.of95).toBeCloseTo(within(1.959964).length / 256, 10)
    fill.forEach((value, i) => expect(samples![i]).not.toBe(value))
    expect(record.statistics.inside).toMatchObject({ filled: { seam: null }, sample: { seam: null } })
    expect(await readEstimateRecord(estimateFolder(folder, 'wiener'))).toEqual(record)
  })

  it('by a flow has its mean, standard deviation and realisations, in the units of the dataset', async () => {
    const { folder } = await made()
    const filler = runOf({ architecture: 'flow', observation: 'masked' })
    const notes: string[] = []
    const work = { ...order(folder, 'flow'), run: filler, onProgress: (_: number, note: string) => notes.push(note) }
    const engine = madeEngine({ offset: 0.25 })
    const { result } = await estimateProblem(engine, work)
    const { params } = engine.calls.at(-1)!
    expect(params).toMatchObject({ runFolder: filler, samples: 32, solverSteps: 12, seed: 0 })
    const { mask, standard } = await seenIn(folder)
    expect(params.sigma).toBeCloseTo(0.5 / standard.std, 6)
    const files = estimateFolder(folder, 'flow')
    const { fill, deviation, samples } = await readEstimatePictures(files)
    // The made model is what it was given plus a quarter, and its samples are half a standard deviation above or below.
    const inHole = mask.indexOf(0)
    expect(fill[inHole]).toBeCloseTo(0.25 * standard.std + standard.mean, 5)
    expect(deviation![inHole]).toBeCloseTo(0.5 * standard.std, 5)
    expect(samples).toHaveLength(32 * 256)
    expect(samples![inHole]).toBeCloseTo(0.75 * standard.std + standard.mean, 5)
    expect(result).toMatchObject({ samples: 32, minimum: null })
    expect(result.coverage).not.toBeNull()
    expect(readdirSync(files).sort()).toEqual(['estimate.json', 'fill.npy', 'samples.npy', 'std.npy'])
    expect(notes.at(-1)).toBe('sample 32 of 32')
  })

  it('by a flow that was trained with beams is told that of each channel; others are refused one', async () => {
    // A pixel is half a degree: beams of 30' to 96'.
    const { folder, record } = await made({ beam: 60 })
    const engine = madeEngine()
    const run = runOf({ architecture: 'flow', observation: 'blurred' })
    await estimateProblem(engine, { ...order(folder, 'flow'), run })
    const pixel = record.width / 15
    const blur = {
      beam: expect.closeTo(1 / pixel, 9),
      pixelWindow: null,
      pixel: expect.closeTo((pixel * Math.PI) / 180),
    }
    expect(engine.calls.at(-1)!.params.blurs).toEqual([blur])
    const masked = { ...order(folder, 'flow', 'flow-2'), run: runOf({ architecture: 'flow', observation: 'masked' }) }
    await expect(estimateProblem(madeEngine(), masked)).rejects.toThrow(
      /without a beam \(train one with obs.*another run/,
    )
    const wide = await made({ beam: 600 })
    await expect(estimateProblem(madeEngine(), { ...order(wide.folder, 'flow'), run })).rejects.toThrow(
      /was trained with beams of .* \(1 to 3.2 px\), and the data have one of 600′; choose another run/,
    )
    const means = await made({ pixelWindow: { kind: 'patch' } })
    await expect(estimateProblem(madeEngine(), { ...order(means.folder, 'flow'), run })).rejects.toThrow(
      'Flow can’t undo a pixel window. Choose another estimator.',
    )
  })

  it('by a flow is refused with a model that was not trained to fill holes', async () => {
    const { folder } = await made()
    const work = { ...order(folder, 'flow'), run: runOf({ architecture: 'flow' }) }
    await expect(estimateProblem(madeEngine(), work)).rejects.toThrow(
      /was not trained to fill holes; choose another run/,
    )
  })

  it('by Eq. 13 gets what is seen in its own standard, with the noise in the same', async () => {
    const { folder } = await made()
    const engine = madeEngine({ offset: 0.25 })
    const points: unknown[] = []
    const record = await estimateProblem(engine, { ...order(folder, 'map'), onPoint: (point) => points.push(point) })
    const { original, data, mask, standard } = await seenIn(folder)
    const { params } = engine.calls.at(-1)!
    expect(params).toMatchObject({ runFolder: run, checkpoint: 'best', starts: 1, maxIterations: 500, seed: 0 })
    expect(params.sigma).toBeCloseTo(0.5 / standard.std, 6)
    // The made model is what it was given plus a quarter: in the hole, where it was given 0, a quarter.
    const { fill } = await readEstimatePictures(estimateFolder(folder, 'map'))
    const wanted = (value: number, i: number) =>
      mask[i] ? value + 0.25 * standard.std : 0.25 * standard.std + standard.mean
    fill.forEach((value, i) => expect(value).toBeCloseTo(wanted(data[i], i), 5))
    const hole = [...original].flatMap((value, i) => (mask[i] ? [] : [value - wanted(data[i], i)]))
    expect(record.result.error.inside).toBeCloseTo(rms(hole), 5)
    expect(record.result.error.outside).toBeCloseTo(0.25 * standard.std, 5)
    const observed = mask.reduce((sum, value) => sum + value, 0)
    const chi2 = observed * (0.25 / (0.5 / standard.std)) ** 2
    const { minimum, model } = record.result
    expect(model).toEqual({ epoch: 3, latents: smallTraining.latentDimension, residual: null })
    expect(minimum!.chi2).toBeCloseTo(chi2, 4)
    expect(minimum!.degreesOfFreedom).toBe(observed - smallTraining.latentDimension)
    expect(minimum!.objective).toBeCloseTo(chi2 + 1, 4)
    expect(points).toEqual([{ start: 0, iteration: 1, objective: 42.5 }])
    expect((await readCsv(estimateFiles(estimateFolder(folder, 'map')).history)).rows).toEqual([[0, 1, 42.5]])
    expect(readdirSync(estimateFolder(folder, 'map')).sort()).toEqual(['estimate.json', 'fill.npy', 'objective.csv'])
  })

  it('by Eq. 13 may count what the decoder leaves out of validation patches as noise', async () => {
    const { folder } = await made()
    const engine = madeEngine({ offset: 0.25 })
    const estimator = estimatorSchema.parse({ kind: 'map', width: 'noise-and-decoder', checkpoint: 'last' })
    const { result } = await estimateProblem(engine, { ...order(folder, 'map'), estimator })
    expect(engine.calls.map(({ name }) => name)).toEqual(['decoder.residual', 'inpainting.run'])
    expect(engine.calls[0].params).toEqual({ runFolder: run, datasetFolder: dataset, checkpoint: 'last' })
    // The made decoder leaves out 0.5, in the units that its patches have.
    const { standard, mask } = await seenIn(folder)
    const width = Math.hypot(0.5 / standard.std, 0.5)
    expect(engine.calls[1].params.sigma).toBeCloseTo(width, 6)
    expect(result.model!.residual).toBe(0.5)
    const observed = mask.reduce((sum, value) => sum + value, 0)
    expect(result.minimum!.chi2).toBeCloseTo(observed * (0.25 / width) ** 2, 4)
  })

  it('by Laplace’s approximation has the curve of its search and χ² as that of Eq. 13, and mean, deviation and samples', async () => {
    const { folder } = await made()
    const notes: string[] = []
    const points: unknown[] = []
    const engine = madeEngine({ offset: 0.25 })
    const { result } = await estimateProblem(engine, {
      ...{ ...order(folder, 'laplace'), run, onPoint: (point) => points.push(point) },
      onProgress: (_, note) => notes.push(note),
    })
    const { mask, standard } = await seenIn(folder)
    const { params } = engine.calls.at(-1)!
    expect(params).toMatchObject({ runFolder: run, starts: 1, maxIterations: 500, samples: 32, seed: 0 })
    // The engine adds it to samples and deviation.
    expect(params.residual).toMatchObject({ channels: [{ residual: 0.5, power: [1] }] })
    expect(params.sigma).toBeCloseTo(Math.hypot(0.5 / standard.std, 0.5), 6)
    const files = estimateFolder(folder, 'laplace')
    const { fill, deviation, samples } = await readEstimatePictures(files)
    const inHole = mask.indexOf(0)
    expect(fill[inHole]).toBeCloseTo(0.25 * standard.std + standard.mean, 5)
    expect(deviation![inHole]).toBeCloseTo(Math.SQRT1_2 * standard.std, 5)
    expect(samples).toHaveLength(32 * 256)
    const observed = mask.reduce((sum, value) => sum + value, 0)
    expect(result).toMatchObject({
      minimum: { iterations: 12, degreesOfFreedom: observed - smallTraining.latentDimension },
      model: { epoch: 3, residual: 0.5 },
      ...{ samples: 32, chains: null },
    })
    expect(result.coverage).not.toBeNull()
    expect(points).toEqual([{ start: 0, iteration: 1, objective: 42.5 }])
    expect(notes.slice(-2)).toEqual(['derivative 1 of 2', 'draw 256 of 256'])
    expect(readdirSync(files).sort()).toEqual(['estimate.json', 'fill.npy', 'objective.csv', 'samples.npy', 'std.npy'])
  })

  it('by chains has mean, standard deviation and samples, with what the decoder leaves out, and says how far they agree', async () => {
    const { folder } = await made()
    const notes: string[] = []
    const engine = madeEngine({ offset: 0.25 })
    const work = { ...order(folder, 'hmc'), run, onProgress: (_: number, note: string) => notes.push(note) }
    const { result } = await estimateProblem(engine, work)
    const { mask, standard } = await seenIn(folder)
    const { params } = engine.calls.at(-1)!
    expect(params).toMatchObject({ runFolder: run, chains: 4, warmUp: 300, draws: 300, mass: 'laplace', samples: 32 })
    expect(params.sigma).toBeCloseTo(Math.hypot(0.5 / standard.std, 0.5), 6)
    const files = estimateFolder(folder, 'hmc')
    const { fill, deviation, samples } = await readEstimatePictures(files)
    const inHole = mask.indexOf(0)
    expect(fill[inHole]).toBeCloseTo(0.25 * standard.std + standard.mean, 5)
    // That of the draws, 0.5, and what the made decoder leaves out, 0.5.
    expect(deviation![inHole]).toBeCloseTo(Math.SQRT1_2 * standard.std, 5)
    expect(samples![inHole]).toBeCloseTo(0.75 * standard.std + standard.mean, 5)
    expect(result).toMatchObject({
      chains: { rHat: 1.004, effectiveSamples: 812.5, acceptance: 0.81, divergences: 0 },
      model: { residual: 0.5 },
      ...{ samples: 2, minimum: null },
    })
    expect(readdirSync(files).sort()).toEqual(['chains.npy', 'estimate.json', 'fill.npy', 'samples.npy', 'std.npy'])
    expect(notes.slice(-2)).toEqual(['warm-up 2 of 300, acceptance 0.50', 'draw 300 of 300, acceptance 0.75'])
  })

  it('by chains has the standard deviation of its draws, if the noise alone is the width', async () => {
    const { folder } = await made()
    const estimator = estimatorSchema.parse({ kind: 'hmc', width: 'noise' })
    const engine = madeEngine()
    await estimateProblem(engine, { ...order(folder, 'hmc'), run, estimator })
    expect(engine.calls.at(-1)!.params.residual).toBeNull()
    const { standard } = await seenIn(folder)
    const { deviation } = await readEstimatePictures(estimateFolder(folder, 'hmc'))
    for (const value of deviation!) expect(value).toBeCloseTo(0.5 * standard.std, 5)
  })

  it('by Eq. 13 gets what the patch is seen through, and others are refused with it', async () => {
    const pixelWindow = { kind: 'healpix', nside: 512 } as const
    const { folder } = await made({ beam: 90, pixelWindow })
    const engine = madeEngine()
    await estimateProblem(engine, order(folder, 'map'))
    // 15 pixel steps on 8 deg: 32 arcmin each, and 90 arcmin are 2.8125 of them.
    expect(engine.calls.at(-1)!.params.blurs).toEqual([
      { beam: expect.closeTo(2.8125, 12), pixelWindow, pixel: expect.closeTo((8 / 15) * (Math.PI / 180), 12) },
    ])
    await expect(estimateProblem(engine, order(folder, 'diffusion'))).rejects.toMatchObject({
      code: 'refused',
      message: 'Diffusion can’t undo a beam or a pixel window. Choose another estimator.',
    })
  })

  it('with a map of noise gives the engine the standard deviations in the units of the data', async () => {
    const path = join(newFolder(), 'noise.npy')
    await writeNpy(path, new Float32Array(256).fill(0.125), [16, 16])
    const { folder, record } = await made({ noise: { kind: 'map', path, column: null } })
    const kept = Float32Array.from((await readNpy(inpaintingFiles(folder).noise('I', 'I'))).data)
    const { original } = await readProblemPictures(folder)
    kept.forEach((value, i) => {
      const slope = record.std * slopeAt(unscaled(original[i] * record.std + record.mean, record), record)
      expect(value * slope).toBeCloseTo(0.125, 6)
    })
    const { standard } = await seenIn(folder)
    let given: number[] = []
    const engine: MadeEngine = madeEngine({
      during: async () => void (given = [...(await readNpy(engine.calls.at(-1)!.params.noise as string)).data]),
    })
    await estimateProblem(engine, order(folder, 'map'))
    given.forEach((value, i) => expect(value).toBeCloseTo(kept[i] / standard.std, 5))
    expect(given).toHaveLength(256)
    await expect(estimateProblem(madeEngine(), { ...order(folder, 'flow'), run })).rejects.toThrow(
      'Flow takes noise of one standard deviation alone',
    )
  })

  it('with a noise spectrum gives the engine the matrix that whitens it, and removes its file', async () => {
    const path = `${newFolder()}.csv`
    writeFileSync(path, 'l,N_l\n10,1e-4\n')
    const { folder } = await made({ noise: { kind: 'spectrum', path }, simulated: true })
    const { original, data, mask } = await readProblemPictures(folder)
    expect(data.some((value, i) => mask[i] === 1 && value !== original[i])).toBe(true)
    const power = (await readNpy(inpaintingFiles(folder).noise('I', 'I'))).data
    let given: number[] = []
    const engine: MadeEngine = madeEngine({
      during: async () => void (given = [...(await readNpy(engine.calls.at(-1)!.params.noise as string)).data]),
    })
    await estimateProblem(engine, order(folder, 'map'))
    // It is white: its matrix divides by its standard deviation where the patch is seen.
    const { standard } = await seenIn(folder)
    mask.forEach((seen, i) => {
      const expected = seen ? standard.std / Math.sqrt(power[0]) : 0
      expect(given[i * 257]).toBeCloseTo(expected, 3)
    })
    expect(readdirSync(estimateFolder(folder, 'map')).sort()).toEqual(['estimate.json', 'fill.npy', 'objective.csv'])
  })

  it('needs a run whose model fits, if it uses one', async () => {
    const { folder } = await made()
    const engine = madeEngine()
    await expect(estimateProblem(engine, { ...order(folder, 'map'), run: null })).rejects.toThrow('give a run')
    await expect(estimateProblem(engine, { ...order(folder, 'map'), run: newFolder() })).rejects.toThrow(/holds no run/)
    const large = newFolder()
    await makeProblem(await cut('large', 40, 32), problem, large)
    await expect(estimateProblem(engine, order(large, 'map'))).rejects.toThrow(
      'its model was trained on patches of 16 px, and this one has 32 px; choose another run',
    )
    expect(existsSync(estimateFolder(large, 'map'))).toBe(false)
  })

  it('is made once: a folder that has it is refused, one whose making was interrupted is not', async () => {
    const { folder } = await made()
    const dying = madeEngine({ during: () => Promise.reject(new Error('gone')) })
    await expect(estimateProblem(dying, order(folder, 'map'))).rejects.toThrow('gone')
    await expect(readEstimateRecord(estimateFolder(folder, 'map'))).rejects.toThrow(/holds no complete estimate/)
    await estimateProblem(madeEngine(), order(folder, 'map'))
    await expect(estimateProblem(madeEngine(), order(folder, 'map'))).rejects.toMatchObject({ code: 'conflict' })
    await estimateProblem(madeEngine(), order(folder, 'map', 'map-2'))
  })
})
