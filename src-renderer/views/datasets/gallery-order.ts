import type { Patch, SplitName } from '../../../src-preload/contract/index.ts'

export type SplitFilter = SplitName | 'all'
export type GalleryOrder = 'index' | 'std' | 'latitude'

/** The patches of a split in the order asked for: by number, by standard deviation from the largest, by |b| from the pole. */
export function galleryOrder(patches: readonly Patch[], filter: SplitFilter, order: GalleryOrder): Patch[] {
  const shown = filter === 'all' ? [...patches] : patches.filter(({ split }) => split === filter)
  if (order === 'std') return shown.sort((a, b) => b.std - a.std || a.index - b.index)
  if (order === 'latitude') return shown.sort((a, b) => Math.abs(b.lat) - Math.abs(a.lat) || a.index - b.index)
  return shown.sort((a, b) => a.index - b.index)
}

/** The rows of a grid that are in sight, and the empty space above and below them, pixels. */
export function visibleRows(count: number, columns: number, rowHeight: number, scrollTop: number, height: number) {
  const rows = Math.ceil(count / columns)
  const first = Math.max(0, Math.min(rows - 1, Math.floor(scrollTop / rowHeight) - 1))
  const last = Math.min(rows, Math.ceil((scrollTop + height) / rowHeight) + 1)
  return {
    from: first * columns,
    to: Math.min(count, last * columns),
    above: first * rowHeight,
    total: rows * rowHeight,
  }
}
