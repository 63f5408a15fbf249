import { searchSpaceSchema, type SearchParameter } from '../../../src-shared/study/search-space.ts'
import { readTextFile } from '../../files/open-regular-file.ts'
import { parseRecord } from '../host/record-file.ts'
import { inUserLanguage } from '../host/user-errors.ts'

/**
 * A search space from a JSON file.
 * @throws CirrusError refused, with the parameter that is wrong
 */
export const readSpaceFile = async (path: string): Promise<SearchParameter[]> =>
  parseRecord(path, await inUserLanguage(() => readTextFile(path)), searchSpaceSchema)
