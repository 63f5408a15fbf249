import { CirrusError } from '../../../src-preload/rpc/errors.ts'

/** Pictures in an answer at most: a gallery's page. */
const mostPictures = 512

/**
 * Which pictures of a long list a query asks for: `from` (0 if left out) and `count` (1 if left out), cut at the end.
 * @param length of the list
 * @param what it is: "map-30 has 240 patches"
 * @throws CirrusError invalid-params | not-found where the list ends before `from`
 */
export function pageOfQuery(query: URLSearchParams, length: number, what: string): { from: number; count: number } {
  const from = Number(query.get('from') ?? 0)
  const count = Number(query.get('count') ?? 1)
  if (!Number.isInteger(from) || !Number.isInteger(count) || from < 0 || count < 1 || count > mostPictures)
    throw new CirrusError('invalid-params', `from and count are whole numbers, count at most ${mostPictures}.`)
  if (from >= length) throw new CirrusError('not-found', `${what}; there is no number ${from}.`)
  return { from, count: Math.min(count, length - from) }
}
