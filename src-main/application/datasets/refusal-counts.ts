import type { RefusedPatches } from '../../../src-preload/contract/datasets.ts'
import type { Refusal } from '../../../src-shared/sky/scale.ts'

/** Number of positions refused for each reason, largest first. */
export function countRefusals(refusals: Iterable<Refusal | null>): RefusedPatches {
  const counts = new Map<Refusal, number>()
  for (const refusal of refusals) if (refusal) counts.set(refusal, (counts.get(refusal) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
}

/** "1,591 with values not above zero, 12 with missing pixels" */
export const refusalWords = (refused: RefusedPatches): string =>
  refused
    .map(
      ({ reason, count }) => `${count.toLocaleString('en')} ${reason === 'constant' ? 'constant' : `with ${reason}`}`,
    )
    .join(', ')
