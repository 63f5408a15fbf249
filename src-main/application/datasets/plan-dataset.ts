import { MOST_PATCHES } from '../../../src-preload/contract/dataset-recipe.ts'
import type { DatasetRecipe, RefusedPatches, SplitName } from '../../../src-preload/contract/datasets.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import { apply, rotationBetween } from '../../../src-shared/sky/frames.ts'
import { imageCircle } from '../../../src-shared/sky/image/image-circle.ts'
import { patchGrid } from '../../../src-shared/sky/patch-grid.ts'
import { DEGREE, type Place } from '../../../src-shared/sky/position.ts'
import { randomCentres, randomRotations } from '../../../src-shared/sky/random-centres.ts'
import { areaOf, type SkyCircle } from '../../../src-shared/sky/sky-circle.ts'
import type { SplitRegion } from '../../../src-shared/sky/split-regions/ds9-regions.ts'
import { splitByRegions } from '../../../src-shared/sky/split-regions/split-by-regions.ts'
import { countSplits } from '../../sky/patches/split.ts'
import { splitDisjoint } from '../../sky/patches/split-disjoint.ts'
import { splitOverlap } from '../../sky/patches/split-overlap.ts'
import { splitRandom } from '../../sky/patches/split-random.ts'
import { checkRecipe } from './check-recipe.ts'
import { countReasons } from './refusal-counts.ts'

export interface DatasetPlan {
  centres: Place[]
  splits: Record<SplitName, number>
  splitOf: SplitName[]
  count: number
  /** Positions that the user's regions leave out, by reason. */
  leftOut: RefusedPatches
  /** Fraction of the test patches' area that lies inside training patches. */
  overlap: number
  bytes: number
}

/** What a plan depends on beside its recipe. */
export interface PlannedSky {
  /** Where the map has pixels; null for the whole sky. */
  extent?: SkyCircle | null
  /** Of a split by regions. */
  regions?: readonly SplitRegion[] | null
}

const squareDegreesOfSphere = 41_253

/** A circle around the pixels of an image; null for HEALPix, which is on the whole sky. */
export function extentOf(field: SkyField): SkyCircle | null {
  if (!isImage(field)) return null
  const { centre, radius } = imageCircle(field)
  return radius >= Math.PI ? null : { centre: apply(rotationBetween(field.frame, 'G'), centre), radius }
}

/**
 * A recipe's result before any pixel is read: places, split, overlap and size on disk. Of an image, only places in a
 * circle around it are planned.
 * @throws CirrusError invalid-params for settings that contradict each other, or a step that gives more than 50,000
 *   patches
 */
export function planDataset(recipe: DatasetRecipe, { extent = null, regions = null }: PlannedSky = {}): DatasetPlan {
  checkRecipe(recipe)
  const { centres, splitOf, leftOut } = splitPlaces(placesOf(recipe, extent), recipe, regions)
  return {
    centres,
    splitOf,
    leftOut,
    splits: countSplits(splitOf),
    count: centres.length,
    overlap: splitOverlap(centres, splitOf, recipe.width),
    bytes: centres.length * recipe.size ** 2 * recipe.channels.length * 4,
  }
}

function splitPlaces(
  places: Place[],
  { split, width, seed }: DatasetRecipe,
  regions: readonly SplitRegion[] | null,
): Pick<DatasetPlan, 'centres' | 'splitOf' | 'leftOut'> {
  if (split === 'random') return { centres: places, splitOf: splitRandom(places.length, { seed }), leftOut: [] }
  if (split === 'disjoint') return { centres: places, splitOf: splitDisjoint(places, { width, seed }), leftOut: [] }
  const found = splitByRegions(places, regions ?? [], width)
  const kept = places.flatMap((place, i) => {
    const part = found[i]
    return part === 'no region' || part === 'regions of two splits' ? [] : [{ place, part }]
  })
  return {
    centres: kept.map(({ place }) => place),
    splitOf: kept.map(({ part }) => part),
    leftOut: countReasons(found.filter((part) => part === 'no region' || part === 'regions of two splits')),
  }
}

/** Where the patches of a recipe lie, without regard to missing pixels. */
function placesOf(recipe: DatasetRecipe, within: SkyCircle | null): Place[] {
  const { seed } = recipe
  if (recipe.centres === 'grid') requireCoarseGrid(recipe, within)
  const centres = recipe.centres === 'grid' ? patchGrid({ ...recipe, within }) : randomCentres({ ...recipe, within })
  if (recipe.rotation === 'none') return centres
  const rotations = randomRotations(centres.length, seed)
  return centres.map((centre, i) => ({ ...centre, rotation: rotations[i] }))
}

function requireCoarseGrid({ step, minLatitude, maxLatitude }: DatasetRecipe, within: SkyCircle | null): void {
  const belts = squareDegreesOfSphere * (Math.sin(maxLatitude * DEGREE) - Math.sin(minLatitude * DEGREE))
  // Estimate: the number of squares of that side that fit between the parallels, or into the circle.
  const about = Math.min(belts, within ? areaOf(within) : Infinity) / step ** 2
  if (about > MOST_PATCHES) {
    throw new CirrusError(
      'invalid-params',
      `A step of ${step} deg gives about ${Math.round(about)} patches, more than ${MOST_PATCHES}; choose a larger step.`,
      undefined,
      { field: 'step' },
    )
  }
}

/** Why a recipe has no patch anywhere, and what to do. */
export function noPatchWords({ step, minLatitude, maxLatitude }: DatasetRecipe, { leftOut }: DatasetPlan): string {
  if (leftOut.length > 0)
    return 'no patch lies in a single split’s regions; draw larger regions or cut narrower patches'
  return maxLatitude < 90
    ? `no patch of a ${step} deg grid has |b| from ${minLatitude} to ${maxLatitude} deg; choose a smaller step or other latitudes`
    : `no patch of a ${step} deg grid has |b| of at least ${minLatitude} deg; lower the minimum latitude or the step`
}
