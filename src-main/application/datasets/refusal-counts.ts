import type { RefusedPatches } from '../../../src-preload/contract/datasets.ts'
import type { Refusal } from '../../../src-shared/sky/scale.ts'
import { formatCount } from '../../../src-shared/text/format.ts'

/** Number of each reason, largest first. */
export function countReasons(reasons: Iterable<string>): RefusedPatches {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
}

/** Number of positions refused for each reason, largest first. */
export const countRefusals = (refusals: readonly (Refusal | null)[]): RefusedPatches =>
  countReasons(refusals.flatMap((refusal) => refusal ?? []))

/** "1 591 with values not above zero, 12 with missing pixels" */
export const refusalWords = (refused: RefusedPatches): string =>
  refused
    .map(({ reason, count }) => `${formatCount(count)} ${reason === 'constant' ? 'constant' : `with ${reason}`}`)
    .join(', ')

/** What to do about each reason, for patches cut from a map and for those of a stack. */
const remedies: Record<Refusal, { map: string; stack: string }> = {
  'missing pixels': {
    map: 'choose other latitudes, smaller patches or another mask, or fill or keep missing pixels',
    stack: 'fill the missing pixels, or give a file of masks',
  },
  'too few good pixels': {
    map: 'choose other latitudes, another mask or a lower fraction of good pixels',
    stack: 'give masks with more good pixels',
  },
  'values not above zero': { map: 'choose the scale asinh or linear', stack: 'choose the linear scale' },
  constant: { map: 'choose another column', stack: 'check what was saved in the stack' },
}

/** What to do if no patch is left, by the most frequent reason. @param counts largest first */
export const remedyOf = ([most]: RefusedPatches, from: 'map' | 'stack'): string =>
  remedies[most.reason as Refusal][from]
