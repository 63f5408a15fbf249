import { join } from 'node:path'
import { createPosterior } from '../../../src-main/engine/inpainting/posterior.ts'
import { searchMinima, tolerances } from '../../../src-main/engine/inpainting/search-minima.ts'
import { answerLines, secondsOf } from './answer-lines.ts'
import { madeInpainting, writeTensors } from './made-inpainting.ts'

const most = 16
const maxIterations = 200
const { config, sigma, model, decoder, data, mask, startOf } = madeInpainting()

const posteriors = {
  1: createPosterior(model, { data, mask, noise: sigma }, 1),
  16: createPosterior(model, { data, mask, noise: sigma }, most),
}
const minimaOf = (from: number, starts: 1 | 16) =>
  searchMinima(posteriors[starts], (start) => startOf(from + start), { starts, maxIterations }, starts)

await answerLines({
  /** Writes weights, starts and observation to given.safetensors. */
  async prepare({ folder }: { folder: string }) {
    const picture = [1, config.size, config.size, 1]
    await writeTensors(join(folder, 'given.safetensors'), {
      ...model.weights,
      z: { shape: [1, config.latentDimension], values: startOf(0) },
      data: { shape: picture, values: data },
      mask: { shape: picture, values: mask },
    })
    return { config, sigma, names: decoder.map(({ name }) => name), search: { maxIterations, ...tolerances } }
  },
  /** The first start alone: seconds, the objective at its end, and evaluations. */
  async one() {
    let [end] = [] as Awaited<ReturnType<typeof minimaOf>>
    const seconds = await secondsOf(async () => ([end] = await minimaOf(0, 1)))
    return { seconds, value: end!.value, evaluations: end!.evaluations }
  },
  /** 16 starts in one batch. */
  together: () => secondsOf(() => minimaOf(0, 16)),
  /** The same, one after another. */
  apart: () =>
    secondsOf(async () => {
      for (let start = 0; start < most; start++) await minimaOf(start, 1)
    }),
})
