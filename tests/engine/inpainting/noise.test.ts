import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { gaussNewtonPrecision } from '../../../src-main/engine/inpainting/gauss-newton.ts'
import { inpaint } from '../../../src-main/engine/inpainting/inpaint.ts'
import { laplace } from '../../../src-main/engine/inpainting/laplace.ts'
import type { DataNoise } from '../../../src-main/engine/inpainting/operators/whiten.ts'
import { samplePosterior } from '../../../src-main/engine/inpainting/sample-posterior.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { noisePower } from '../../../src-shared/inpainting/noise-spectrum.ts'
import { noiseWhitening } from '../../../src-shared/inpainting/noise-whitening.ts'
import { cholesky } from '../../../src-shared/linear/cholesky.ts'
import { solveLower, solveUpper } from '../../../src-shared/linear/triangular.ts'
import { covarianceAt } from '../../../src-shared/inpainting/stationary-prior.ts'
import { newFolder, smallConfig } from '../training/small-dataset.ts'
import { affinePosterior, type AffinePosterior } from './affine-posterior.ts'
import { decoderOf, drawLatent, mask, noise, order } from './inpainting-order.ts'
import { makeDecoderAffine, writeRun } from './made-run.ts'
import { chainOrder, laplaceOrder, readDraws } from './posterior-orders.ts'

const { size, latentDimension: latents } = smallConfig
const pixels = [...mask.keys()].filter((i) => mask[i] === 1)
const deviation = Float32Array.from(mask, (seen, i) => (seen ? 0.3 + 0.2 * Math.sin(i) : NaN))
const spectrum = { ell: Float64Array.of(10, 60, 250), power: Float64Array.of(2e-4, 5e-5, 1e-5) }
const power = noisePower(spectrum, size, 0.01)
const covariance = covarianceAt(power, size)

/** The noise as the engine gets it, and its covariance between the observed pixels. */
const kinds: [name: string, noise: DataNoise, covariance: (i: number, j: number) => number][] = [
  ['a map', { deviation }, (i, j) => (i === j ? deviation[i] ** 2 : 0)],
  ['a spectrum', { whitening: noiseWhitening(power, mask) }, covariance],
]

/** N^-1 of a patch. */
function weighing(between: (i: number, j: number) => number) {
  const lower = Float64Array.from({ length: pixels.length ** 2 }, (_, at) => {
    return between(pixels[Math.floor(at / pixels.length)], pixels[at % pixels.length])
  })
  cholesky(lower, pixels.length)
  return (patch: Float32Array) => {
    const x = Float64Array.from(pixels, (pixel) => patch[pixel])
    solveLower(lower, pixels.length, x)
    solveUpper(lower, pixels.length, x)
    const weighted = new Float64Array(patch.length)
    pixels.forEach((pixel, k) => (weighted[pixel] = x[k]))
    return weighted
  }
}

// The posterior of an affine decoder is Gaussian: MAP, Laplace's approximation and chains have one answer.
describe.each(kinds)('an affine decoder with noise of %s', (_, given, between) => {
  let [run, file, data] = ['', '', new Float32Array()]
  let known: AffinePosterior
  beforeAll(async () => {
    run = await writeRun(makeDecoderAffine)
    const decode = await decoderOf(run)
    const error = noise(8)
    data = decode(drawLatent(7)).map((value, j) => value + 0.3 * error[j])
    known = affinePosterior(decode, latents, { data, mask, weigh: weighing(between) })
    file = join(newFolder(), 'noise.npy')
    const [values, shape] =
      'deviation' in (given as object)
        ? [deviation, [size, size]]
        : [noiseWhitening(power, mask), [1, size ** 2, size ** 2]]
    await writeNpy(file, values, shape)
  })

  it('has the MAP of generalised least squares', async () => {
    const { options, results } = await order(run, data, { noise: file, sigma: 1 })
    const { chi2, objective } = await inpaint(options)
    const { latent } = await results()
    // A search ends where the objective changes by 1e-7 of itself, which is flat to the root of that.
    known.mean.forEach((z, i) => expect(Math.abs(latent[i] - z)).toBeLessThan(0.02))
    expect(objective / known.objective).toBeCloseTo(1, 5)
    expect(chi2 / known.chi2).toBeCloseTo(1, 3)
  })

  it('has its precision by Gauss and Newton', async () => {
    const model = await readTrainedModel(run, 'last')
    const observation = { data, mask: Float32Array.from(mask), noise: given }
    const precision = await gaussNewtonPrecision(model, observation, new Float32Array(latents))
    known.precision.forEach((row, i) => {
      for (let j = 0; j <= i; j++) {
        const scale = Math.sqrt(known.precision[i][i] * known.precision[j][j])
        expect(Math.abs(precision[i * latents + j] - row[j]) / scale).toBeLessThan(1e-4)
      }
    })
  })

  it('has Laplace’s approximation, to the error of its draws', async () => {
    const { options } = await laplaceOrder(run, data, { noise: file, sigma: 1, samples: 1000 })
    const outcome = await laplace(options)
    expect(outcome.objective / known.objective).toBeCloseTo(1, 5)
    const { mean, std } = await readDraws(options.folder)
    known.deviation.forEach((width, j) => {
      expect(Math.abs(mean[j] - known.picture[j]) / width).toBeLessThan(0.15)
      expect(Math.abs(std[j] / width - 1)).toBeLessThan(0.1)
    })
  })

  it('has the chains of Hamiltonian Monte Carlo', async () => {
    const { options } = await chainOrder(run, data, { noise: file, sigma: 1 })
    const outcome = await samplePosterior(options)
    expect(outcome.rHat).toBeLessThan(1.03)
    expect(outcome.divergences).toBe(0)
    const error = 4 / Math.sqrt(outcome.effectiveSamples)
    const { mean, std } = await readDraws(options.folder)
    known.deviation.forEach((width, j) => {
      expect(Math.abs(mean[j] - known.picture[j]) / width).toBeLessThan(error)
      expect(Math.abs(std[j] / width - 1)).toBeLessThan(error)
    })
  })
})
