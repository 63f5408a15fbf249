import { datasetChannels, type StoredRecipe } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'

/**
 * Inpainting compares and exports one map; which of several a mask and a beam belong to, a form would have to ask.
 * @throws CirrusError refused for patches of several channels
 */
export function requireOneChannel(dataset: string, recipe: StoredRecipe): void {
  const channels = datasetChannels(recipe)
  if (channels.length === 1) return
  const reason = `its patches have the channels ${channels.join(', ')}, and a hole can only be filled in patches of one; choose a run on intensities`
  throw refused(dataset, 'channels', reason)
}
