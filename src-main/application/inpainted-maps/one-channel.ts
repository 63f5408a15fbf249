import { datasetChannels, type StoredRecipe } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'

/**
 * Patches around the holes of a map are cut from one of its columns.
 * @throws CirrusError refused for patches of several channels
 */
export function requireOneChannel(dataset: string, recipe: StoredRecipe): void {
  const channels = datasetChannels(recipe)
  if (channels.length === 1) return
  const reason = `its patches have the channels ${channels.join(', ')}, and holes of a map are filled in patches of one; choose a run on intensities`
  throw refused(dataset, 'channels', reason)
}
