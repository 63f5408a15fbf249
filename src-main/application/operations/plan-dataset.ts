import type { DatasetRecipe, SplitName } from '../../../src-preload/contract/datasets.ts'
import { patchGrid, type Centre } from '../../sky/patches/patch-grid.ts'
import { countSplits } from '../../sky/patches/split.ts'
import { splitDisjoint } from '../../sky/patches/split-disjoint.ts'
import { splitRandom } from '../../sky/patches/split-random.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'

export interface DatasetPlan {
  centres: Centre[]
  splits: Record<SplitName, number>
  splitOf: SplitName[]
  count: number
  /** Fraction of the test patches' area that lies inside training patches. */
  overlap: number
  bytes: number
}

/** What a recipe would give, without a map: centres, split, overlap and size on disk. */
export function planDataset(recipe: DatasetRecipe): DatasetPlan {
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
    bytes: centres.length * recipe.size ** 2 * 4,
  }
}
