import type { DatasetRecipe, SplitName } from '../../../src-preload/contract/datasets.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'
import type { Position } from '../../../src-shared/sky/position.ts'
import { countSplits } from '../../sky/patches/split.ts'
import { splitDisjoint } from '../../sky/patches/split-disjoint.ts'
import { splitRandom } from '../../sky/patches/split-random.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'

export interface DatasetPlan {
  centres: Position[]
  splits: Record<SplitName, number>
  splitOf: SplitName[]
  count: number
  /** Fraction of the test patches' area that lies inside training patches. */
  overlap: number
  bytes: number
}

/** More patches than this must be a typing error: at 256 px they fill 13 GB. */
const mostPatches = 50_000

const squareDegreesOfSphere = 41_253

/**
 * A recipe's result without a map: centres, split, overlap and size on disk.
 * @throws CirrusError invalid-params for a step so small that it gives more than 50,000 patches
 */
export function planDataset(recipe: DatasetRecipe): DatasetPlan {
  // Estimate: the number of squares of that side that fit on the two polar caps.
  const about = (squareDegreesOfSphere * (1 - Math.sin((recipe.minLatitude * Math.PI) / 180))) / recipe.step ** 2
  if (about > mostPatches) {
    throw new CirrusError(
      'invalid-params',
      `A step of ${recipe.step} deg gives about ${Math.round(about)} patches, more than ${mostPatches}; choose a larger step.`,
    )
  }
  const centres = patchGrid(recipe)
  const splitOf =
    recipe.split === 'random'
      ? splitRandom(centres.length, { seed: recipe.seed })
      : splitDisjoint(centres, { width: recipe.width, seed: recipe.seed })
  return {
    centres,
    splitOf,
    splits: countSplits(splitOf),
    count: centres.length,
    overlap: splitOverlap(centres, splitOf, recipe.width),
    bytes: centres.length * recipe.size ** 2 * recipe.channels.length * 4,
  }
}
