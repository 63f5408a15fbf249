import { CirrusError } from '../../../src-preload/rpc/errors.ts'

/** Maximum number of pictures in a response: one page of a gallery. */
const mostPictures = 512

/**
 * The range of a long list that a query requests: `from` (default 0) and `count` (default 1), clipped at the end.
 * @param length of the list
 * @param what describes the list: "map-30 has 240 patches"
 * @throws CirrusError invalid-params | not-found if the list ends before `from`
 */
export function pageOfQuery(query: URLSearchParams, length: number, what: string): { from: number; count: number } {
  const from = Number(query.get('from') ?? 0)
  const count = Number(query.get('count') ?? 1)
  if (!Number.isInteger(from) || !Number.isInteger(count) || from < 0 || count < 1 || count > mostPictures)
    throw new CirrusError('invalid-params', `from and count must be whole numbers, count at most ${mostPictures}.`)
  if (from >= length) throw new CirrusError('not-found', `${what}; there is no number ${from}.`)
  return { from, count: Math.min(count, length - from) }
}
