import type { DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { planDataset, type DatasetPlan, type PlannedSky } from './plan-dataset.ts'
import { previewAside } from './preview-aside.ts'

/** Planning fewer patches takes less time than a worker needs to start. */
const FEW = 3000

/** About as many patches as a recipe gives on the whole sky. */
const patchesOf = ({ centres, count, step }: DatasetRecipe): number =>
  centres === 'random' ? count : 41_253 / step ** 2

/**
 * Plans a dataset as `planDataset` does, in a worker thread if it has many patches.
 * @throws CirrusError as `planDataset`; the signal's reason
 */
export async function planAside(recipe: DatasetRecipe, sky: PlannedSky, signal?: AbortSignal): Promise<DatasetPlan> {
  if (patchesOf(recipe) < FEW) return planDataset(recipe, sky)
  const { preview } = await previewAside({ recipe, sky, cut: null, facts: null }, signal)
  const { centres, refused, ...plan } = preview
  return {
    ...plan,
    centres: centres.map(({ split: _, ...place }) => place),
    splitOf: centres.map(({ split }) => split),
    leftOut: refused,
  }
}
