import { refused } from '../../../src-preload/rpc/errors.ts'
import { searchSpaceSchema, type SearchParameter } from '../../../src-shared/study/search-space.ts'
import { readTextFile } from '../../files/open-regular-file.ts'
import { inUserLanguage } from '../host/user-errors.ts'

/**
 * A search space from a JSON file.
 * @throws CirrusError refused, with the parameter that is wrong
 */
export async function readSpaceFile(path: string): Promise<SearchParameter[]> {
  const text = await inUserLanguage(() => readTextFile(path))
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw refused(path, '', `it is not JSON (${(error as Error).message})`)
  }
  const parsed = searchSpaceSchema.safeParse(raw)
  if (!parsed.success) throw refused(path, parsed.error.issues[0].path.join('.'), parsed.error.issues[0].message)
  return parsed.data
}
