import type { RefusedPatches } from '../../../src-preload/contract/datasets.ts'
import type { Refusal } from '../../../src-shared/sky/scale.ts'

/** Number of each reason, largest first. */
export function countReasons(reasons: Iterable<string>): RefusedPatches {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
}

/** Number of positions refused for each reason, largest first. */
export const countRefusals = (refusals: readonly (Refusal | null)[]): RefusedPatches =>
  countReasons(refusals.flatMap((refusal) => refusal ?? []))

/** "1,591 with values not above zero, 12 with missing pixels" */
export const refusalWords = (refused: RefusedPatches): string =>
  refused
    .map(
      ({ reason, count }) => `${count.toLocaleString('en')} ${reason === 'constant' ? 'constant' : `with ${reason}`}`,
    )
    .join(', ')
