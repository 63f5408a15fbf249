/** The chosen indices, and the one from which a range is chosen. */
export interface Chosen {
  indices: ReadonlySet<number>
  anchor: number | null
}

/** How a click or a key chooses: only this one; this one too, or not any more; all from the anchor through this one. */
export type Choosing = 'only' | 'toggle' | 'through'

/** @param shown indices in the order shown, along which ranges are chosen */
export function choose({ indices, anchor }: Chosen, shown: readonly number[], index: number, how: Choosing): Chosen {
  if (how === 'toggle') {
    const changed = new Set(indices)
    if (!changed.delete(index)) changed.add(index)
    return { indices: changed, anchor: index }
  }
  const from = anchor === null ? -1 : shown.indexOf(anchor)
  const to = shown.indexOf(index)
  if (how === 'only' || from < 0 || to < 0) return { indices: new Set([index]), anchor: index }
  return { indices: new Set(shown.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor }
}

/** How the modifiers of a click or key choose. */
export const choosingOf = ({ shiftKey, ctrlKey, metaKey }: MouseEvent | KeyboardEvent): Choosing =>
  shiftKey ? 'through' : ctrlKey || metaKey ? 'toggle' : 'only'
