import { describe, expect, it } from 'vitest'
import type { ObjectivePoint } from '../../../src-preload/contract/estimators.ts'
import { readTrainedModel } from '../../../src-main/engine/inference/trained-model.ts'
import { inpaint } from '../../../src-main/engine/inpainting/inpaint.ts'
import { compilePosteriorObjective } from '../../../src-main/engine/inpainting/posterior-objective.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { writeNpy } from '../../../src-main/files/npy.ts'
import { largestRelativeError } from '../relative-error.ts'
import { smallConfig, smallSpatialConfig } from '../training/small-dataset.ts'
import { decoderOf, drawLatent, mask, noise, order } from './inpainting-order.ts'
import { writeRun } from './made-run.ts'

const { size, latentDimension: latents } = smallConfig

describe('the objective of Eq. 13', () => {
  it('is z.z + |A g(z) - d|^2 / sigma^2, computed by hand from the decoded patch', async () => {
    const run = await writeRun()
    const [z, data, sigma] = [drawLatent(1), noise(2), 0.3]
    const objective = compilePosteriorObjective(await readTrainedModel(run, 'last'), sigma, 1)
    const { value, chi2 } = objective({ z, data, mask: Float32Array.from(mask) })
    const decoded = (await decoderOf(run))(z)
    const misfit = decoded.reduce((sum, g, i) => sum + mask[i] * ((g - data[i]) / sigma) ** 2, 0)
    expect(chi2[0] / misfit).toBeCloseTo(1, 5)
    expect(value[0] / (misfit + z.reduce((sum, zi) => sum + zi * zi, 0))).toBeCloseTo(1, 5)
    objective.free()
  })

  it('has the gradient that finite differences give', async () => {
    const run = await writeRun()
    const decode = await decoderOf(run)
    const objective = compilePosteriorObjective(await readTrainedModel(run, 'last'), 0.05, 1)
    for (let draw = 0; draw < 8; draw++) {
      const z = drawLatent(3, draw)
      // Data that fit the model, so that the objective is small and float32 leaves digits for differences.
      const feeds = { data: decode(drawLatent(4, draw)), mask: Float32Array.from(mask) }
      const { gradient } = objective({ z, ...feeds })
      const scale = Math.max(...gradient.map(Math.abs))
      const step = 1e-3
      z.forEach((_, i) => {
        const at = (shift: number) =>
          objective({ z: z.map((value, j) => (i === j ? value + shift : value)), ...feeds }).value[0]
        const difference = (at(step) - at(-step)) / (2 * step)
        // A step may cross a kink of a ReLU, which makes the difference a percent off.
        expect(Math.abs(difference - gradient[i]) / scale).toBeLessThan(0.02)
      })
    }
    objective.free()
  })

  it('gives the same for several starts at once as for each alone', async () => {
    const model = await readTrainedModel(await writeRun(), 'last')
    const feeds = { data: noise(18), mask: Float32Array.from(mask) }
    const points = [0, 1, 2].map((draw) => drawLatent(19, draw))
    const [together, alone] = [3, 1].map((starts) => compilePosteriorObjective(model, 0.2, starts))
    const rows = together({ ...feeds, z: Float32Array.from(points.flatMap((z) => [...z])) })
    points.forEach((z, i) => {
      const single = alone({ ...feeds, z })
      expect(rows.value[i] / single.value[0]).toBeCloseTo(1, 6)
      expect(rows.chi2[i] / single.chi2[0]).toBeCloseTo(1, 6)
      const gradient = rows.gradient.subarray(i * latents, (i + 1) * latents)
      expect(largestRelativeError(gradient, single.gradient)).toBeLessThan(1e-5)
    })
    together.free()
    alone.free()
  })

  it('ignores the data in the hole', async () => {
    const objective = compilePosteriorObjective(await readTrainedModel(await writeRun(), 'last'), 0.2, 1)
    const [z, data] = [drawLatent(5), noise(6)]
    const feeds = { z, mask: Float32Array.from(mask) }
    const spoilt = data.map((value, i) => (mask[i] ? value : 1e6))
    expect(objective({ ...feeds, data: spoilt })).toEqual(objective({ ...feeds, data }))
    objective.free()
  })
})

describe('inpainting', () => {
  it('recovers a decoded patch, also in the hole', async () => {
    const run = await writeRun()
    const decode = await decoderOf(run)
    const truth = decode(drawLatent(9))
    const { options, results } = await order(run, truth, { sigma: 0.01, starts: 4 })
    await inpaint(options)
    const { reconstruction } = await results()
    const spread = Math.max(...truth) - Math.min(...truth)
    reconstruction.forEach((value, i) => expect(Math.abs(value - truth[i]) / spread).toBeLessThan(0.01))
  })

  it('works with a map of latents as well as with a vector', async () => {
    const run = await writeRun(() => {}, smallSpatialConfig)
    const decode = await decoderOf(run)
    const count = smallSpatialConfig.latentDimension
    const truth = decode(fillNormal(new Float32Array(count), randomStream(17)))
    const { options, results } = await order(run, truth, { sigma: 0.01, starts: 2 })
    const outcome = await inpaint(options)
    const { latent, reconstruction } = await results()
    expect(latent).toHaveLength(count)
    decode(latent).forEach((value, i) => expect(reconstruction[i]).toBeCloseTo(value, 5))
    const rms = (of: (i: number) => number) => Math.sqrt(truth.reduce((sum, _, i) => sum + mask[i] * of(i) ** 2, 0))
    expect(rms((i) => truth[i] - reconstruction[i]) / rms((i) => truth[i])).toBeLessThan(0.05)
    expect(outcome.objectives).toHaveLength(2)
  })

  it('reports a falling curve for every start, and chooses the lowest end', async () => {
    const { options, history } = await order(await writeRun(), noise(10), { starts: 3 })
    const outcome = await inpaint(options)
    for (const start of [0, 1, 2]) {
      const curve = history.filter((point) => point.start === start)
      expect(curve.length).toBeGreaterThan(2)
      curve.forEach(({ iteration, objective }, i) => {
        expect(iteration).toBe(i)
        if (i > 0) expect(objective).toBeLessThan(curve[i - 1].objective)
      })
      expect(outcome.objectives[start]).toBe(curve.at(-1)!.objective)
    }
    expect(outcome.objectives[outcome.chosen]).toBe(outcome.objective)
    expect(outcome.objective).toBe(Math.min(...outcome.objectives.map(Number)))
    expect(outcome.iterations).toBe(history.filter(({ start }) => start === outcome.chosen).length - 1)
    expect(outcome.epoch).toBe(1)
  })

  it('finds the same minimum from each start with and without the others', async () => {
    const run = await writeRun()
    const minima = async (starts: number) =>
      (await inpaint((await order(run, noise(20), { starts })).options)).objectives.map(Number)
    const [one, six, many] = [await minima(1), await minima(6), await minima(18)]
    six.forEach((value, start) => expect(many[start] / value).toBeCloseTo(1, 4))
    expect(six[0] / one[0]).toBeCloseTo(1, 4)
    expect(many).toHaveLength(18)
  })

  it('skips a start that is not finite', async () => {
    const run = await writeRun((weights) => weights['encoder/dense_1/bias'].values.fill(NaN))
    const { options, history } = await order(run, noise(21), { starts: 3 })
    const outcome = await inpaint(options)
    expect(outcome.objectives).toEqual([null, expect.any(Number), expect.any(Number)])
    expect(outcome.objective).toBe(Math.min(...outcome.objectives.slice(1).map(Number)))
    expect(history.some(({ start }) => start === 0)).toBe(false)
  })

  it('gives the same numbers for the same seed, and different starts for another', async () => {
    const run = await writeRun()
    const first = async (seed: number) => {
      const { options, history, results } = await order(run, noise(11), { starts: 2, seed })
      const { seconds: _, ...outcome } = await inpaint(options)
      return { outcome, history, ...(await results()) }
    }
    const [one, again, other] = [await first(1), await first(1), await first(2)]
    expect(again).toEqual(one)
    const opening = ({ history }: typeof one, start: number) =>
      history.find((point) => point.start === start && point.iteration === 0)!.objective
    expect(opening(other, 0)).toBe(opening(one, 0))
    expect(opening(other, 1)).not.toBe(opening(one, 1))
  })

  it('ends after the maximum number of iterations', async () => {
    const { options } = await order(await writeRun(), noise(12), { maxIterations: 2 })
    expect((await inpaint(options)).iterations).toBe(2)
  })

  it('can be cancelled between two evaluations, and then writes nothing', async () => {
    const stop = new AbortController()
    const told: ObjectivePoint[] = []
    const { options, results } = await order(await writeRun(), noise(13), {
      starts: 20,
      signal: stop.signal,
      onPoint(point) {
        told.push(point)
        stop.abort()
      },
    })
    await expect(inpaint(options)).rejects.toMatchObject({ code: 'cancelled' })
    // The last reported round of evaluations was the last one run.
    expect(told.every(({ iteration }) => iteration === 0)).toBe(true)
    expect(told).toHaveLength(16)
    await expect(results()).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('refuses pictures of another size', async () => {
    const { options } = await order(await writeRun(), noise(14))
    await writeNpy(options.mask, new Uint8Array(64).fill(1), [8, 8])
    await expect(inpaint(options)).rejects.toMatchObject({
      code: 'refused',
      message: `${options.mask} is [8, 8]; the model takes patches of [16, 16].`,
    })
  })

  it('refuses an observed pixel without a value, but accepts one in the hole', async () => {
    const run = await writeRun()
    const [hole, observed] = [mask.indexOf(0), mask.indexOf(1)]
    const inHole = noise(15)
    inHole[hole] = NaN
    await expect(order(run, inHole).then(({ options }) => inpaint(options))).resolves.toMatchObject({ epoch: 1 })

    const spoilt = noise(15)
    spoilt[observed + size] = NaN
    await expect(order(run, spoilt).then(({ options }) => inpaint(options))).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`row 1, column ${observed}: the pixel is observed, but its value is NaN`),
    })
  })

  it('refuses a model with corrupt weights', async () => {
    const run = await writeRun((weights) => weights['decoder/dense/kernel'].values.fill(NaN))
    const { options } = await order(run, noise(16))
    await expect(inpaint(options)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('epoch 1 decodes to non-finite values'),
    })
  })
})
