import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { gaussNewtonPrecision } from '../../../src-main/engine/inpainting/gauss-newton.ts'
import { inpaint } from '../../../src-main/engine/inpainting/inpaint.ts'
import type { DataNoise } from '../../../src-main/engine/inpainting/operators/whiten.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { noisePower } from '../../../src-shared/inpainting/noise-spectrum.ts'
import { noiseWhitening } from '../../../src-shared/inpainting/noise-whitening.ts'
import { cholesky } from '../../../src-shared/linear/cholesky.ts'
import { solveLower, solveUpper } from '../../../src-shared/linear/triangular.ts'
import { covarianceAt } from '../../../src-shared/inpainting/stationary-prior.ts'
import { newFolder, smallConfig } from '../training/small-dataset.ts'
import { decoderOf, drawLatent, mask, noise, order, solve } from './inpainting-order.ts'
import { makeDecoderAffine, writeRun } from './made-run.ts'

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

// The posterior of an affine decoder with noise N: precision 1 + J' N^-1 J and mean (1 + J' N^-1 J)^-1 J' N^-1 (d - b).
describe.each(kinds)('an affine decoder with noise of %s', (_, given, between) => {
  let [run, data] = ['', new Float32Array()]
  let known: { precision: number[][]; mean: number[]; chi2: number }
  beforeAll(async () => {
    run = await writeRun(makeDecoderAffine)
    const decode = await decoderOf(run)
    const error = noise(8)
    data = decode(drawLatent(7)).map((value, j) => value + 0.3 * error[j])
    const offset = decode(new Float32Array(latents))
    const columns = Array.from({ length: latents }, (_, i) => {
      const unit = new Float32Array(latents)
      unit[i] = 1
      const decoded = decode(unit)
      return pixels.map((pixel) => decoded[pixel] - offset[pixel])
    })
    const lower = Float64Array.from({ length: pixels.length ** 2 }, (_, at) => {
      return between(pixels[Math.floor(at / pixels.length)], pixels[at % pixels.length])
    })
    cholesky(lower, pixels.length)
    /** N^-1 of a column. */
    const weigh = (column: number[]) => {
      const x = Float64Array.from(column)
      solveLower(lower, pixels.length, x)
      solveUpper(lower, pixels.length, x)
      return [...x]
    }
    const wanted = pixels.map((pixel) => data[pixel] - offset[pixel])
    const weighted = [...columns, wanted].map(weigh)
    const inner = (a: number[], b: number[]) => a.reduce((sum, value, k) => sum + value * b[k], 0)
    const precision = columns.map((a, i) => columns.map((_, j) => (i === j ? 1 : 0) + inner(a, weighted[j])))
    const mean = solve(
      precision,
      columns.map((a) => inner(a, weighted[latents])),
    )
    const residual = wanted.map((value, k) => value - columns.reduce((sum, column, i) => sum + mean[i] * column[k], 0))
    known = { precision, mean, chi2: inner(residual, weigh(residual)) }
  })

  it('has the MAP of generalised least squares', async () => {
    const file = join(newFolder(), 'noise.npy')
    const [values, shape] =
      'deviation' in (given as object)
        ? [deviation, [size, size]]
        : [noiseWhitening(power, mask), [1, size ** 2, size ** 2]]
    await writeNpy(file, values, shape)
    const { options, results } = await order(run, data, { noise: file, sigma: 1 })
    const { chi2, objective } = await inpaint(options)
    const { latent } = await results()
    // A search ends where the objective changes by 1e-7 of itself, which is flat to the root of that.
    known.mean.forEach((z, i) => expect(Math.abs(latent[i] - z)).toBeLessThan(0.02))
    expect(objective / (known.chi2 + known.mean.reduce((sum, z) => sum + z * z, 0))).toBeCloseTo(1, 5)
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
})
