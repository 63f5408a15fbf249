import { join } from 'node:path'
import { compilePosteriorObjective } from '../../../src-main/engine/inpainting/posterior-objective.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { modelWeights } from '../../../src-main/engine/model/model.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { answerLines, secondsOf } from './answer-lines.ts'
import { writeTensors } from './made-inpainting.ts'
import { trainedLooking } from './trained-looking.ts'

const config = presets.paper
const { size, latentDimension } = config
const sigma = 0.2
const decoder = modelWeights(config).filter(({ name }) => name.startsWith('decoder/'))

let running: { objective: ReturnType<typeof compilePosteriorObjective>; feeds: ReturnType<typeof feedsOf> } | undefined

await answerLines({
  /**
   * Compiles Eq. 13 for several starts; writes weights, starts and observation to given.safetensors, value and gradient
   * to ours.safetensors.
   */
  async prepare({ starts, folder }: { starts: number; folder: string }) {
    const [weights, feeds] = [trainedLooking(decoder), feedsOf(starts)]
    const objective = compilePosteriorObjective({ config, weights, epoch: 0 }, sigma, starts)
    running = { objective, feeds }
    const { value, gradient } = objective(feeds)
    const picture = [1, size, size, 1]
    await writeTensors(join(folder, 'given.safetensors'), {
      ...weights,
      z: { shape: [starts, latentDimension], values: feeds.z },
      data: { shape: picture, values: feeds.data },
      mask: { shape: picture, values: feeds.mask },
    })
    await writeTensors(join(folder, 'ours.safetensors'), {
      value: { shape: [starts], values: value },
      gradient: { shape: [starts, latentDimension], values: gradient },
    })
    return { config, sigma, names: decoder.map(({ name }) => name) }
  },

  async evaluations({ count }: { count: number }) {
    const { objective, feeds } = running!
    const seconds: number[] = []
    for (let i = 0; i < count; i++) seconds.push(await secondsOf(() => objective(feeds)))
    return seconds
  },
})

/** Starts from the prior, and a patch of noise seen through the first mask of Fig. 6. */
function feedsOf(starts: number) {
  return {
    z: fillNormal(new Float32Array(starts * latentDimension), randomStream(1)),
    data: fillNormal(new Float32Array(size * size), randomStream(2)),
    mask: Float32Array.from(figureMask('disc', size)),
  }
}
