import type { DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import { inField } from '../host/in-field.ts'
import { loadColumn } from '../maps/map-column.ts'

/**
 * Reads the mask map of a recipe. It may have another nside, ordering or frame than the map that is cut.
 * @returns 0 where it is above the threshold, and NaN elsewhere, so that interpolation between them is NaN wherever one
 *   of four pixels is excluded; null for a recipe without a mask
 * @throws FitsError as `loadColumn`, in the field `mask`
 */
export async function loadMask(
  { mask, maskColumn, maskThreshold }: Pick<DatasetRecipe, 'mask' | 'maskColumn' | 'maskThreshold'>,
  signal?: AbortSignal,
): Promise<SkyField | null> {
  if (mask === null) return null
  const { map } = await inField('mask', () => loadColumn(mask, maskColumn ?? undefined, { signal }))
  const { values } = map
  for (let i = 0; i < values.length; i++) values[i] = values[i] > maskThreshold ? 0 : NaN
  return map
}
