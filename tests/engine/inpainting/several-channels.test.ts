import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { gaussNewtonPrecision } from '../../../src-main/engine/inpainting/gauss-newton.ts'
import { inpaint } from '../../../src-main/engine/inpainting/inpaint.ts'
import { laplace } from '../../../src-main/engine/inpainting/laplace.ts'
import type { DataNoise } from '../../../src-main/engine/inpainting/operators/whiten.ts'
import { samplePosterior } from '../../../src-main/engine/inpainting/sample-posterior.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import { noisePower } from '../../../src-shared/inpainting/noise-spectrum.ts'
import { noiseWhitening } from '../../../src-shared/inpainting/noise-whitening.ts'
import { blurOperator } from '../../../src-shared/inpainting/operators/blur.ts'
import { perChannel } from '../../../src-shared/inpainting/operators/per-channel.ts'
import { covarianceAt } from '../../../src-shared/inpainting/stationary-prior.ts'
import { interleaved } from '../../../src-shared/sky/channels.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { newFolder, smallConfig } from '../training/small-dataset.ts'
import { decoderOf, drawLatent } from './inpainting-order.ts'
import { gaussianPosterior, type LinearPosterior } from './linear-posterior.ts'
import { makeDecoderAffine, writeRun } from './made-run.ts'
import { readDraws } from './posterior-orders.ts'

// An affine decoder of (I, Q, U) makes Gaussian patches whose channels belong together through their latents: what is seen of
// one tells of the others. Their posterior is that of the Wiener filter with the covariance J J' of the decoded values.

const { size, latentDimension: latents } = smallConfig
const channels = 3
const pixels = size ** 2
const config = { ...smallConfig, channels }
const seen = new Uint8Array(pixels).fill(1)
const beam: Blur = { beam: 2.5, pixelWindow: null, pixel: 0.01 }
const spectrum = { ell: Float64Array.of(10, 60, 250), power: Float64Array.of(2e-3, 5e-4, 1e-4) }
const power = noisePower(spectrum, size, 0.01)
const disc = figureMask('disc', size)

interface Problem {
  /** Of I, Q and U. */
  masks: Uint8Array[]
  sigmas: [number, number, number]
  blurs: (Blur | null)[]
  /** Whether the noise of I has the spectrum. */
  spectrum?: boolean
}
const problems: [string, Problem][] = [
  ['a common mask', { masks: [disc, disc, disc], sigmas: [0.5, 0.5, 0.5], blurs: [null, null, null] }],
  ['I alone', { masks: [seen, new Uint8Array(pixels), new Uint8Array(pixels)], sigmas: [0.3, 1, 1], blurs: [] }],
  [
    'its own mask, beam and noise for each channel',
    { masks: [figureMask('block', size), disc, seen], sigmas: [0.3, 0.5, 0.8], blurs: [null, beam, null] },
  ],
  [
    'noise of I with a spectrum',
    { masks: [disc, seen, disc], sigmas: [1, 0.5, 0.8], blurs: [null, null, beam], spectrum: true },
  ],
]

describe.each(problems)('patches of several channels, seen through %s', (_, problem) => {
  const mask = interleaved(problem.masks)
  const blurs = Array.from({ length: channels }, (_, c) => blurOperator(problem.blurs[c] ?? null, size))
  const see = (patch: Float32Array) => Float32Array.from(perChannel(blurs).apply(patch))
  const deviation = Float32Array.from({ length: pixels * channels }, (_, i) => problem.sigmas[i % channels])
  let noise: DataNoise
  let run = ''
  let known: LinearPosterior
  let data = new Float32Array()
  let order: Parameters<typeof inpaint>[0]
  beforeAll(async () => {
    run = await writeRun(makeDecoderAffine, config)
    const decode = await decoderOf(run)
    const errors = fillNormal(new Float32Array(pixels * channels), randomStream(8))
    data = see(decode(drawLatent(7).map((value) => 1.5 * value))).map((value, i) => value + deviation[i] * errors[i])
    known = gaussianPosterior(decode, latents, { data, mask, see, covarianceOf: covarianceOf(problem) })
    noise = problem.spectrum ? { whitening: whiteningOf(problem) } : { deviation }
    const folder = newFolder()
    order = {
      ...{ runFolder: run, checkpoint: 'last', folder, blurs: problem.blurs, starts: 2, maxIterations: 500, seed: 0 },
      ...{ data: join(folder, 'data.npy'), mask: join(folder, 'mask.npy'), noise: join(folder, 'noise.npy'), sigma: 1 },
    }
    // What the hole holds must not matter.
    const holed = data.map((value, i) => (mask[i] === 1 ? value : NaN))
    await writeNpy(order.data, holed, [size, size, channels])
    await writeNpy(order.mask, mask, [size, size, channels])
    const shape = problem.spectrum ? [channels, pixels, pixels] : [size, size, channels]
    await writeNpy(order.noise!, 'whitening' in (noise as object) ? whiteningOf(problem) : deviation, shape)
  })

  it('have the MAP and the chi2 of generalised least squares', async () => {
    const { objective, chi2, observed } = await inpaint(order)
    expect(objective / known.objective).toBeCloseTo(1, 4)
    expect(chi2 / known.chi2).toBeCloseTo(1, 3)
    expect(observed).toBe(mask.reduce((sum, one) => sum + one, 0))
  })

  it('have the precision of the Wiener filter', async () => {
    const model = await readTrainedModel(run, 'last')
    const observation = { data, mask: Float32Array.from(mask), noise, blurs: problem.blurs }
    const precision = await gaussNewtonPrecision(model, observation, new Float32Array(latents))
    known.precision.forEach((row, i) => {
      for (let j = 0; j <= i; j++) {
        const scale = Math.sqrt(known.precision[i][i] * known.precision[j][j])
        expect(Math.abs(precision[i * latents + j] - row[j]) / scale).toBeLessThan(1e-4)
      }
    })
  })

  it('have the mean and standard deviation of the Wiener filter in every channel, by Laplace', async () => {
    await laplace({ ...order, samples: 1000, residual: null })
    const { mean, std, samples } = await readDraws(order.folder)
    expect(samples.shape).toEqual([1000, size, size, channels])
    // Of 1,000 draws, the mean is known to 3 % of the standard deviation, and that to 2 %.
    known.deviation.forEach((wanted, i) => {
      expect(Math.abs(mean[i] - known.picture[i])).toBeLessThan(0.13 * wanted + 1e-3)
      expect(Math.abs(std[i] / wanted - 1)).toBeLessThan(0.1)
    })
  })
})

it('chains of several channels have the mean and standard deviation of the Wiener filter', async () => {
  // Laplace's draws and HMC's differ in how latents are drawn alone; one problem is enough.
  const run = await writeRun(makeDecoderAffine, config)
  const decode = await decoderOf(run)
  const [, problem] = problems[1]
  const mask = interleaved(problem.masks)
  const data = decode(drawLatent(7))
  const known = gaussianPosterior(decode, latents, { data, mask, covarianceOf: covarianceOf(problem) })
  const folder = newFolder()
  const files = { data: join(folder, 'data.npy'), mask: join(folder, 'mask.npy') }
  await writeNpy(files.data, data, [size, size, channels])
  await writeNpy(files.mask, mask, [size, size, channels])
  const outcome = await samplePosterior({
    ...{ runFolder: run, checkpoint: 'last', folder, ...files, sigma: problem.sigmas[0], seed: 0 },
    ...{ chains: 4, warmUp: 50, draws: 100, leapfrogSteps: 4, mass: 'laplace', samples: 8, residual: null },
  })
  const error = 4 / Math.sqrt(outcome.effectiveSamples)
  const { mean, std } = await readDraws(folder)
  known.deviation.forEach((wanted, i) => {
    expect(Math.abs(mean[i] - known.picture[i]) / wanted).toBeLessThan(error)
    expect(Math.abs(std[i] / wanted - 1)).toBeLessThan(error)
  })
})

/** The covariance of the noise of two values. */
function covarianceOf({ sigmas, spectrum }: Problem) {
  const ofSpectrum = covarianceAt(power, size)
  return (i: number, j: number): number => {
    if (i % channels !== j % channels) return 0
    if (spectrum && i % channels === 0) return ofSpectrum(Math.floor(i / channels), Math.floor(j / channels))
    return i === j ? sigmas[i % channels] ** 2 : 0
  }
}

/** The matrix that whitens the noise of each channel. */
function whiteningOf({ masks, sigmas }: Problem): Float32Array {
  const matrices = new Float32Array(channels * pixels ** 2)
  matrices.set(noiseWhitening(power, masks[0]))
  for (const c of [1, 2]) {
    masks[c].forEach((one, i) => (matrices[c * pixels ** 2 + i * (pixels + 1)] = one / sigmas[c]))
  }
  return matrices
}
