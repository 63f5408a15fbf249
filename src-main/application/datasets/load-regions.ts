import type { DatasetRecipe } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { parseRegions, RegionFault, type SplitRegion } from '../../../src-shared/sky/split-regions/ds9-regions.ts'
import { readTextFile } from '../../files/open-regular-file.ts'
import { inField } from '../host/in-field.ts'

/** Longer files are no region files that were drawn by hand. */
const mostBytes = 2 ** 22

/**
 * The regions that split a dataset; null if its recipe splits otherwise.
 * @throws CirrusError refused, with the line, in the field `regions`
 */
export async function loadRegions({
  split,
  regions: path,
}: Pick<DatasetRecipe, 'split' | 'regions'>): Promise<SplitRegion[] | null> {
  if (split !== 'regions' || path === null) return null
  return inField('regions', async () => {
    const text = await readTextFile(path, mostBytes)
    try {
      const regions = parseRegions(text)
      if (regions.length > 0) return regions
    } catch (error) {
      if (error instanceof RegionFault) throw refused(path, `line ${error.line}`, error.reason)
      throw error
    }
    throw refused(path, '', 'it has no region; draw some in DS9, each with the text train, validation or test')
  })
}
