import type { DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { channelSets } from '../../../src-shared/sky/channels.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import { inField } from '../host/in-field.ts'
import { convertingFactor } from '../maps/converting-factor.ts'
import type { LoadedChannels } from '../maps/load-channels.ts'
import { loadColumn } from '../maps/map-column.ts'
import { conversionOf } from './settle-recipe.ts'

/** The map that is cut. */
interface CutMap {
  path: string
  loaded: Pick<LoadedChannels, 'convertedFrom'>
}

/**
 * Reads the noise of a recipe, which may be of another nside, ordering or frame than the map that is cut.
 * @returns standard deviations of each channel in the unit of the patches; null for a recipe without noise
 * @throws FitsError as `loadColumn`, CirrusError refused for another number of columns than channels; in the field `noise`
 */
export async function loadNoise(
  recipe: DatasetRecipe,
  { path, loaded: { convertedFrom } }: CutMap,
  signal?: AbortSignal,
): Promise<SkyField[] | null> {
  const { noise } = recipe
  if (noise === null) return null
  // The noise has the unit of the map, whatever its own file calls it.
  const factor =
    convertedFrom === undefined ? 1 : convertingFactor(conversionOf(recipe), path, 'unit', convertedFrom).factor
  const fields: SkyField[] = []
  for (const column of columnsOf(recipe, noise)) {
    const { map } = await inField('noise', () => loadColumn(noise, column, { signal })).catch(ofNoise)
    const { values } = map
    for (let i = 0; i < values.length; i++)
      values[i] = factor * (recipe.noiseKind === 'variance' ? Math.sqrt(values[i]) : values[i])
    fields.push(map)
  }
  return fields
}

/** The column that an error may name is one of the noise, not of the map that is cut. */
function ofNoise(error: unknown): never {
  if (!(error instanceof CirrusError) || error.field !== 'column') throw error
  throw new CirrusError(error.code, error.message, error.details, { field: 'noiseColumns', cause: error })
}

function columnsOf({ channels, noiseColumns, noiseKind }: DatasetRecipe, path: string): string[] {
  const names = channelSets[channels]
  if (noiseColumns === null) {
    return names.map((channel, c) => (noiseKind === 'variance' ? `${channel}${channel}_COV` : String(c + 1)))
  }
  const columns = noiseColumns.split(',').map((column) => column.trim())
  if (columns.length === names.length) return columns
  const reason = `the channels ${channels} need ${names.length} columns of noise, one for each, separated by commas`
  throw refused(path, `columns ${noiseColumns}`, reason, 'noiseColumns')
}
