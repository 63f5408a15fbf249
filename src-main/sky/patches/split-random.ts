import { permutation, seedRandom } from '../../../src-shared/random/index.ts'
import { PAPER_SHARES } from './split.ts'
import type { Shares, Split } from './split.ts'

/**
 * The paper's split: patches drawn at random, even if they share sky. Test and validation get their shares rounded up
 * (2,254 patches give 339 for each, as in the paper); training gets the rest.
 */
export function splitRandom(
  count: number,
  { shares = PAPER_SHARES, seed }: { shares?: Shares; seed: number },
): Split[] {
  const tests = Math.min(count, Math.ceil(count * shares.test - 1e-9))
  const validations = Math.min(count - tests, Math.ceil(count * shares.validation - 1e-9))
  const splits = new Array<Split>(count).fill('train')
  permutation(seedRandom(seed), count).forEach((patch, place) => {
    if (place < tests) splits[patch] = 'test'
    else if (place < tests + validations) splits[patch] = 'validation'
  })
  return splits
}
