import type { Patch } from '../../../../src-preload/contract/index.ts'
import { unscaled, type Scaling } from '../../../../src-shared/sky/scale.ts'
import { median } from '../../../../src-shared/statistics/quantile.ts'

export type PatchUnit = 'standard' | 'map'

/**
 * One scale for all patches of a dataset. Standardised values: -2.5 to 3.5 standard deviations, since dust is skewed.
 * In the map's unit: the same range about the typical mean, where the standard deviation includes the scatter of the
 * patches' means; in logarithms if the dataset's scale is log.
 * @param scaling of the patches
 */
export function sharedRange(
  patches: readonly Pick<Patch, 'mean' | 'std'>[],
  unit: PatchUnit,
  scaling: Scaling = { scale: 'linear' },
): [number, number] {
  const [low, high] = [-2.5, 3.5]
  if (unit === 'standard' || patches.length === 0) return [low, high]
  const mean = median(patches.map((patch) => patch.mean))
  const within = median(patches.map((patch) => patch.std))
  const between = median(patches.map((patch) => Math.abs(patch.mean - mean)))
  const spread = Math.hypot(within, between) || 1
  const ends: [number, number] = [mean + low * spread, mean + high * spread]
  return scaling.scale === 'asinh' ? [unscaled(ends[0], scaling), unscaled(ends[1], scaling)] : ends
}
