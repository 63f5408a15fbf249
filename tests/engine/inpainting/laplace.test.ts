import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { compileDecoderProducts } from '../../../src-main/engine/inpainting/decoder-products.ts'
import { gaussNewtonPrecision } from '../../../src-main/engine/inpainting/gauss-newton.ts'
import { compilePosteriorObjective } from '../../../src-main/engine/inpainting/posterior-objective.ts'
import { laplace } from '../../../src-main/engine/inpainting/laplace.ts'
import { activations } from '../../../src-main/engine/model/activation.ts'
import type { Activation } from '../../../src-shared/model/configuration.ts'
import { blurOperator } from '../../../src-shared/inpainting/operators/blur.ts'
import { beamOf, blurs } from '../../shared/inpainting/blur-of.ts'
import { throughBeam } from '../../shared/inpainting/through-beam.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { largestRelativeError } from '../relative-error.ts'
import { smallConfig, smallSpatialConfig } from '../training/small-dataset.ts'
import { decoderOf, drawLatent, mask, noise } from './inpainting-order.ts'
import { writeRun } from './made-run.ts'
import { laplaceOrder, readDraws } from './posterior-orders.ts'

const { size, latentDimension: latents } = smallConfig

describe('products with the derivative of a decoder', () => {
  it.each(Object.keys(activations) as Activation[])(
    'are those that finite differences give, with %s',
    async (activation) => {
      const run = await writeRun(() => {}, { ...smallConfig, activation })
      const decode = await decoderOf(run)
      const products = compileDecoderProducts(await readTrainedModel(run, 'last'), 2)
      const [z, directions] = [drawLatent(30), [drawLatent(31), drawLatent(32)]]
      const { product } = products({
        z: Float32Array.of(...z, ...z),
        direction: Float32Array.of(...directions[0], ...directions[1]),
      })
      products.free()
      const step = 1e-3
      directions.forEach((direction, i) => {
        const [ahead, behind] = [step, -step].map((length) =>
          decode(z.map((value, k) => value + length * direction[k])),
        )
        const difference = ahead.map((value, j) => (value - behind[j]) / (2 * step))
        const found = product.subarray(i * size ** 2, (i + 1) * size ** 2)
        const norm = (of: (j: number) => number) => Math.sqrt(found.reduce((sum, _, j) => sum + of(j) ** 2, 0))
        // A step may cross kinks of ReLUs.
        expect(norm((j) => found[j] - difference[j]) / norm((j) => difference[j])).toBeLessThan(0.02)
      })
    },
  )

  it('work for a map of latents, and go through the beam', async () => {
    const run = await writeRun(() => {}, smallSpatialConfig)
    const model = await readTrainedModel(run, 'last')
    const count = smallSpatialConfig.latentDimension
    const [z, direction] = [33, 34].map((key) => fillNormal(new Float32Array(count), randomStream(key)))
    const [plain, blurred] = [null, 3].map(
      (beam) => compileDecoderProducts(model, 1, [beamOf(beam)])({ z, direction }).product,
    )
    expect(largestRelativeError(blurred, throughBeam(plain, 16, 3))).toBeLessThan(1e-5)
  })
})

describe('a decoder and what it is seen through', () => {
  it.each(blurs)(
    'have the adjoint as gradient: y . B J v = (B J)* y . v, to 1e-6 of their lengths, seen through %s',
    async (_, blur) => {
      const model = await readTrainedModel(await writeRun(), 'last')
      const [z, v, y] = [drawLatent(35), drawLatent(36), noise(37)]
      const { product } = compileDecoderProducts(model, 1, [blur])({ z, direction: v })
      // The gradient of |B g - d|^2 / sigma^2, with the mask 1 everywhere, at d = B g - y, is 2 (B J)* y / sigma^2.
      const ones = new Float32Array(size ** 2).fill(1)
      const decoded = (await decoderOf(await writeRun()))(z)
      const seen = Float32Array.from(blurOperator(blur, size)?.apply(decoded) ?? decoded)
      const objective = compilePosteriorObjective(model, 1, 1, [blur])
      const { gradient } = objective({ z, data: seen.map((value, i) => value - y[i]), mask: ones })
      const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0)
      const back = gradient.map((value, i) => value / 2 - z[i])
      const error = Math.abs(dot(y, product) - dot(back, v)) / Math.sqrt(dot(product, product) * dot(y, y))
      expect(error).toBeLessThan(1e-6)
    },
  )
})

describe('Laplace’s approximation', () => {
  it('is wide in the hole, and narrow where the patch is seen', async () => {
    const run = await writeRun()
    const decode = await decoderOf(run)
    const { options, history, told } = await laplaceOrder(run, decode(drawLatent(9)), { sigma: 0.05, starts: 2 })
    const outcome = await laplace(options)
    const { mean, std, samples } = await readDraws(options.folder)
    expect(samples.shape).toEqual([8, size, size])
    expect(outcome).toMatchObject({ epoch: 1, samples: 8, observed: mask.reduce((sum, one) => sum + one, 0) })
    const rms = (seen: number) => {
      const those = std.filter((_, i) => mask[i] === seen)
      return Math.sqrt(those.reduce((sum, value) => sum + value ** 2, 0) / those.length)
    }
    expect(rms(0)).toBeGreaterThan(0)
    expect(rms(1)).toBeLessThan(0.05)
    // All draws are within a few standard deviations of their mean.
    samples.data.forEach((value, i) =>
      expect(Math.abs(value - mean[i % size ** 2])).toBeLessThan(8 * std[i % size ** 2] + 1e-6),
    )
    expect(new Set(history.map(({ start }) => start))).toEqual(new Set([0, 1]))
    expect(told.map(([work]) => work)).toEqual([...told.map(([work]) => work)].sort())
    expect(told.at(-1)).toEqual(['draws', 256, 256])
  })

  it('gives the same draws for the same seed', async () => {
    const run = await writeRun()
    const draws = async (seed: number) => {
      const { options } = await laplaceOrder(run, noise(40), { seed })
      await laplace(options)
      return readDraws(options.folder)
    }
    expect(await draws(1)).toEqual(await draws(1))
    expect((await draws(1)).samples).not.toEqual((await draws(2)).samples)
  })

  it('is refused for more latents than a dense matrix is for', async () => {
    const model = await readTrainedModel(await writeRun(), 'last')
    const many = { ...model, config: { ...model.config, latentDimension: 4097 } }
    const observation = { data: noise(41), mask: Float32Array.from(mask), noise: 0.2 }
    await expect(gaussNewtonPrecision(many, observation, new Float32Array(4097))).rejects.toThrow(
      'the model has 4097 latents, and the precision of all pairs of them is computed for at most 4096',
    )
  })

  it('can be stopped while it multiplies, and then writes nothing', async () => {
    const stop = new AbortController()
    const { options } = await laplaceOrder(await writeRun(), noise(42), {
      signal: stop.signal,
      onWork: (work) => work === 'derivatives' && stop.abort(),
    })
    await expect(laplace(options)).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(join(options.folder, 'mean.npy'))).toBe(false)
    expect(latents).toBe(3)
  })
})
