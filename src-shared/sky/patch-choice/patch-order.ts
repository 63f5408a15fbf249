import { wrapLongitude } from '../position.ts'
import type { ChoosablePatch, StandardOf } from './patch-filter.ts'
import { datasetSplits } from './dataset-splits.ts'

/** What patches are sorted by: index, l, b, |b|, mean, standard deviation (contrast), or split. */
export const patchOrders = ['index', 'lon', 'lat', 'latitude', 'mean', 'std', 'split'] as const
export type PatchOrder = (typeof patchOrders)[number]

/**
 * Patches sorted, in a new array. Ties are in order of index, whichever way; patches without a value (a position) come
 * last, whichever way.
 */
export function orderPatches<P extends ChoosablePatch>(
  patches: readonly P[],
  order: PatchOrder,
  descending: boolean,
  standardOf: StandardOf<P>,
): P[] {
  const valueOf = {
    index: ({ index }: P) => index,
    lon: ({ lon }: P) => (lon === null ? NaN : wrapLongitude(lon)),
    lat: ({ lat }: P) => lat ?? NaN,
    latitude: ({ lat }: P) => (lat === null ? NaN : Math.abs(lat)),
    mean: (patch: P) => standardOf(patch).mean,
    std: (patch: P) => standardOf(patch).std,
    split: ({ split }: P) => (datasetSplits as readonly string[]).indexOf(split),
  }[order]
  const sign = descending ? -1 : 1
  return patches
    .map((patch) => ({ patch, value: valueOf(patch) }))
    .sort((a, b) => compare(a.value, b.value, sign) || a.patch.index - b.patch.index)
    .map(({ patch }) => patch)
}

function compare(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return sign * (a - b)
}
