import { uniform } from '../../random/index.ts'
import { decode } from '../space/index.ts'
import type { SearchSpace } from '../space/index.ts'
import type { Sampler } from './sampler.ts'
import { drawUntried } from './untried.ts'

/** Draws each parameter independently, uniform in its scale. */
export function createRandomSampler(space: SearchSpace): Sampler {
  return {
    async ask(history, random) {
      return drawUntried(space, history, () =>
        decode(
          space,
          space.map(() => uniform(random)),
        ),
      )
    },
  }
}
