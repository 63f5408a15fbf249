import { seedRandom } from '../../random/index.ts'
import { decode } from '../space/index.ts'
import type { SearchSpace } from '../space/index.ts'
import { createSobol } from '../sobol/sobol.ts'
import type { Sampler } from './sampler.ts'
import { drawUntried } from './untried.ts'

/**
 * Follows one scrambled Sobol sequence, which fills the space more evenly than independent draws: trial i gets point i.
 * @param seed for the scrambling; the same for all trials of a study
 */
export function createQuasiRandomSampler(space: SearchSpace, seed: number): Sampler {
  const point = createSobol(space.length, seedRandom(seed))
  return {
    async ask(history) {
      return drawUntried(space, history, (i) => decode(space, point(history.length + i)))
    },
  }
}
