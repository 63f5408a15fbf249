import type { DatasetRecipe, SplitName } from '../../../src-preload/contract/datasets.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { MOST_PATCHES } from '../../../src-preload/contract/dataset-recipe.ts'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'
import { randomCentres, randomRotations } from '../../../src-shared/sky/random-centres.ts'
import { checkRecipe } from './check-recipe.ts'
import { DEGREE, type Place } from '../../../src-shared/sky/position.ts'
import { countSplits } from '../../sky/patches/split.ts'
import { splitDisjoint } from '../../sky/patches/split-disjoint.ts'
import { splitRandom } from '../../sky/patches/split-random.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'

export interface DatasetPlan {
  centres: Place[]
  splits: Record<SplitName, number>
  splitOf: SplitName[]
  count: number
  /** Fraction of the test patches' area that lies inside training patches. */
  overlap: number
  bytes: number
}

const squareDegreesOfSphere = 41_253

/**
 * A recipe's result without a map: places, split, overlap and size on disk.
 * @throws CirrusError invalid-params for latitudes in the wrong order, or a step that gives more than 50,000 patches
 */
export function planDataset(recipe: DatasetRecipe): DatasetPlan {
  checkRecipe(recipe)
  const centres = placesOf(recipe)
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

/** Where the patches of a recipe lie, without regard to any map. */
function placesOf(recipe: DatasetRecipe): Place[] {
  const { seed } = recipe
  if (recipe.centres === 'grid') requireCoarseGrid(recipe)
  const centres = recipe.centres === 'grid' ? patchGrid(recipe) : randomCentres(recipe)
  if (recipe.rotation === 'none') return centres
  const rotations = randomRotations(centres.length, seed)
  return centres.map((centre, i) => ({ ...centre, rotation: rotations[i] }))
}

function requireCoarseGrid({ step, minLatitude, maxLatitude }: DatasetRecipe): void {
  const belts = Math.sin(maxLatitude * DEGREE) - Math.sin(minLatitude * DEGREE)
  // Estimate: the number of squares of that side that fit between the parallels.
  const about = (squareDegreesOfSphere * belts) / step ** 2
  if (about > MOST_PATCHES) {
    throw new CirrusError(
      'invalid-params',
      `A step of ${step} deg gives about ${Math.round(about)} patches, more than ${MOST_PATCHES}; choose a larger step.`,
    )
  }
}

/** Why a recipe has no patch anywhere, and what to do. */
export const noPatchWords = ({ step, minLatitude, maxLatitude }: DatasetRecipe): string =>
  maxLatitude < 90
    ? `no patch of a ${step} deg grid has |b| from ${minLatitude} to ${maxLatitude} deg; choose a smaller step or other latitudes`
    : `no patch of a ${step} deg grid has |b| of at least ${minLatitude} deg; lower the minimum latitude or the step`
