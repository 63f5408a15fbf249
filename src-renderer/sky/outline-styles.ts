import type { SplitName } from '../../src-preload/contract/datasets.ts'
import { splitNames, splitStyles, type OutlineStyle } from './split-style.ts'

/** A patch that is coloured by its split, or by a value: `colour` is then #rrggbb, or null if it has none. */
export interface Coloured {
  split: SplitName
  colour?: string | null
}

/** Patches without a value lie below the others. */
const withoutValue: OutlineStyle = { colour: '#8a919b', width: 1, dash: [1, 3] }

/**
 * Patches grouped by their style, in the order in which they are drawn: the smaller splits on top; patches coloured by a
 * value in the order in which they come.
 */
export function inStyles<P extends { patch: Coloured }>(
  patches: readonly P[],
): { style: OutlineStyle; members: P[] }[] {
  const groups = new Map<string, P[]>(['', ...splitNames].map((key) => [key, []]))
  for (const one of patches) {
    const { colour, split } = one.patch
    const key = colour === undefined ? split : (colour ?? '')
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([key, members]) => ({ style: styleOf(key), members }))
}

const styleOf = (key: string): OutlineStyle =>
  key === '' ? withoutValue : (splitStyles[key as SplitName] ?? { colour: key, width: 1.75, dash: [] })
