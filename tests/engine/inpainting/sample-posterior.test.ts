import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { samplePosterior, type SamplePosteriorOptions } from '../../../src-main/engine/inpainting/sample-posterior.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { smallConfig } from '../training/small-dataset.ts'
import { decoderOf, drawLatent, noise } from './inpainting-order.ts'
import { writeRun } from './made-run.ts'
import { chainOrder, readDraws } from './posterior-orders.ts'

const { size, latentDimension: latents } = smallConfig
const few: Partial<SamplePosteriorOptions> = { chains: 3, warmUp: 40, draws: 12, leapfrogSteps: 4 }

describe('chains of a posterior', () => {
  it('are written with the mean and standard deviation of all their patches, and some of these', async () => {
    const run = await writeRun()
    const decode = await decoderOf(run)
    const { options, told } = await chainOrder(run, decode(drawLatent(50)), { ...few, samples: 9 })
    const outcome = await samplePosterior(options)
    expect(outcome).toMatchObject({ epoch: 1, samples: 9 })
    const { data, shape } = await readNpy(join(options.folder, 'chains.npy'))
    expect(shape).toEqual([3, 12, latents])
    const patches = Array.from({ length: 36 }, (_, i) =>
      decode((data as Float32Array).subarray(i * latents, (i + 1) * latents)),
    )
    const { mean, std, samples } = await readDraws(options.folder)
    for (let j = 0; j < size ** 2; j++) {
      const values = patches.map((patch) => patch[j])
      const centre = values.reduce((sum, value) => sum + value / 36, 0)
      expect(mean[j]).toBeCloseTo(centre, 5)
      expect(std[j]).toBeCloseTo(Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2 / 36, 0)), 4)
    }
    expect(samples.shape).toEqual([9, size, size])
    // Every fourth draw.
    patches[4].forEach((value, j) => expect(samples.data[size ** 2 + j]).toBeCloseTo(value, 5))
    expect(told).toHaveLength(52)
    expect(told.at(-1)).toMatchObject({ iteration: 52, isWarmUp: false })
  })

  it('give all draws as samples if there are no more', async () => {
    const { options } = await chainOrder(await writeRun(), noise(51), { ...few, samples: 100 })
    expect(await samplePosterior(options)).toMatchObject({ samples: 36 })
  })

  it('are the same for the same seed', async () => {
    const run = await writeRun()
    const drawn = async (seed: number) => {
      const { options } = await chainOrder(run, noise(52), { ...few, seed })
      const { seconds: _, ...outcome } = await samplePosterior(options)
      return { outcome, ...(await readDraws(options.folder)) }
    }
    expect(await drawn(1)).toEqual(await drawn(1))
    expect((await drawn(1)).mean).not.toEqual((await drawn(2)).mean)
  })

  it('begin elsewhere if the encoder’s mean is not finite, and are refused if nothing is', async () => {
    const encoder = await writeRun((weights) => weights['encoder/dense_1/bias'].values.fill(NaN))
    const { options } = await chainOrder(encoder, noise(53), few)
    expect((await samplePosterior(options)).acceptance).toBeGreaterThan(0.3)
    const decoder = await writeRun((weights) => weights['decoder/dense/kernel'].values.fill(NaN))
    const spoilt = await chainOrder(decoder, noise(53), few)
    await expect(samplePosterior(spoilt.options)).rejects.toThrow('epoch 1 decodes to non-finite values')
  })

  it('can be stopped between two evaluations, and then writes nothing', async () => {
    const stop = new AbortController()
    const { options } = await chainOrder(await writeRun(), noise(54), {
      signal: stop.signal,
      onIteration: ({ iteration }) => iteration === 3 && stop.abort(),
    })
    await expect(samplePosterior(options)).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(join(options.folder, 'chains.npy'))).toBe(false)
  })
})
