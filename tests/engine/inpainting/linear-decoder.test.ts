import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { gaussNewtonPrecision } from '../../../src-main/engine/inpainting/gauss-newton.ts'
import { inpaint } from '../../../src-main/engine/inpainting/inpaint.ts'
import { laplace } from '../../../src-main/engine/inpainting/laplace.ts'
import { samplePosterior } from '../../../src-main/engine/inpainting/sample-posterior.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import type { Blur } from '../../../src-shared/inpainting/blur.ts'
import { blurOperator } from '../../../src-shared/inpainting/operators/blur.ts'
import { smallConfig } from '../training/small-dataset.ts'
import { affinePosterior, type AffinePosterior } from './affine-posterior.ts'
import { decoderOf, drawLatent, mask, noise, order, solve } from './inpainting-order.ts'
import { makeDecoderAffine, writeRun } from './made-run.ts'
import { chainOrder, laplaceOrder, readDraws } from './posterior-orders.ts'

const { size, latentDimension: latents } = smallConfig
const sigma = 0.5

// The posterior of an affine decoder is Gaussian: MAP, Laplace's approximation and chains have one answer.
describe.each([
  ['directly', null],
  ['through a beam', { beam: 2.5, pixelWindow: null, pixel: 0.01 }],
  ['through a beam and HEALPix pixels', { beam: 2.5, pixelWindow: { kind: 'healpix', nside: 50 }, pixel: 0.01 }],
] as [string, Blur | null][])('an affine decoder, seen %s', (_, blur) => {
  let [run, data] = ['', new Float32Array()]
  let known: AffinePosterior
  beforeAll(async () => {
    run = await writeRun(makeDecoderAffine)
    const decode = await decoderOf(run)
    const blurred = blurOperator(blur, size)
    const see = (patch: Float32Array) => (blurred ? Float32Array.from(blurred.apply(patch)) : patch)
    const error = noise(8)
    data = see(decode(drawLatent(7).map((value) => 1.5 * value))).map((value, j) => value + sigma * error[j])
    known = affinePosterior(decode, latents, { data, mask, sigma, see })
  })

  it('has the MAP that ridge regression gives', async () => {
    const { options, results } = await order(run, data, { sigma, blurs: [blur], starts: 2 })
    const outcome = await inpaint(options)
    const { latent, reconstruction } = await results()
    known.mean.forEach((z, i) => expect(Math.abs(latent[i] - z)).toBeLessThan(2e-3))
    known.picture.forEach((value, j) => expect(Math.abs(reconstruction[j] - value)).toBeLessThan(2e-3))
    expect(outcome.chi2 / known.chi2).toBeCloseTo(1, 4)
    // The problem is convex: every start finds the same minimum.
    for (const objective of outcome.objectives) expect(objective! / known.objective).toBeCloseTo(1, 5)
    expect(outcome.observed).toBe(mask.reduce((sum, value) => sum + value, 0))
  })

  it('has the precision that Gauss and Newton’s products give', async () => {
    const model = await readTrainedModel(run, 'last')
    const observation = { data, mask: Float32Array.from(mask), noise: sigma, blurs: [blur] }
    const precision = await gaussNewtonPrecision(model, observation, new Float32Array(latents))
    const covariance = known.covariance.map((_, i) =>
      solve(
        known.covariance.map((_, j) => [...precision.subarray(j * latents, (j + 1) * latents)]),
        known.covariance.map((_, j) => (i === j ? 1 : 0)),
      ),
    )
    known.covariance.forEach((row, i) => row.forEach((value, j) => expect(covariance[i][j]).toBeCloseTo(value, 5)))
  })

  it('has Laplace’s approximation, to the error of its draws', async () => {
    const { options } = await laplaceOrder(run, data, { sigma, blurs: [blur], samples: 1000 })
    const outcome = await laplace(options)
    expect(outcome.objective / known.objective).toBeCloseTo(1, 5)
    const { mean, std } = await readDraws(options.folder)
    // Of 1,000 draws, the mean is known to 3 % of the standard deviation, and that to 2 %.
    known.deviation.forEach((deviation, j) => {
      expect(Math.abs(mean[j] - known.picture[j])).toBeLessThan(0.13 * deviation + 1e-4)
      expect(Math.abs(std[j] / deviation - 1)).toBeLessThan(0.1)
    })
  })

  // What the data are seen through changes the posterior, and not how masses are found.
  it.each(blur === null ? (['unit', 'diagonal', 'laplace'] as const) : (['laplace'] as const))(
    'has the chains of Hamiltonian Monte Carlo, with mass %s',
    async (mass) => {
      const { options } = await chainOrder(run, data, { sigma, blurs: [blur], mass })
      const outcome = await samplePosterior(options)
      expect(outcome.rHat).toBeLessThan(1.03)
      expect(outcome.divergences).toBe(0)
      expect(outcome.effectiveSamples).toBeGreaterThan(150)
      const chains = (await readNpy(join(options.folder, 'chains.npy'))).data as Float32Array
      const all = chains.length / latents
      const meanOf = (of: (draw: number) => number) => {
        let sum = 0
        for (let draw = 0; draw < all; draw++) sum += of(draw) / all
        return sum
      }
      const error = 4 / Math.sqrt(outcome.effectiveSamples)
      const apart = (draw: number, i: number) => chains[draw * latents + i] - known.mean[i]
      known.mean.forEach((_, i) => {
        const width = Math.sqrt(known.covariance[i][i])
        expect(Math.abs(meanOf((draw) => apart(draw, i))) / width).toBeLessThan(error)
        known.mean.forEach((_, j) => {
          const scale = width * Math.sqrt(known.covariance[j][j])
          const covariance = meanOf((draw) => apart(draw, i) * apart(draw, j))
          expect(Math.abs(covariance - known.covariance[i][j]) / scale).toBeLessThan(1.5 * error)
        })
      })
      const { mean, std } = await readDraws(options.folder)
      known.deviation.forEach((deviation, j) => {
        expect(Math.abs(mean[j] - known.picture[j]) / deviation).toBeLessThan(error)
        expect(Math.abs(std[j] / deviation - 1)).toBeLessThan(error)
      })
    },
  )
})
