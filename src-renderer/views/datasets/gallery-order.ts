import { distanceFromPlane } from '../../sky/picture-sky.ts'
import type { Patch, SplitName } from '../../../src-preload/contract/index.ts'

export type SplitFilter = SplitName | 'all'
export type GalleryOrder = 'index' | 'std' | 'latitude'

/** The patches of a split in the chosen order: by number, by decreasing standard deviation, or by decreasing |b|. */
export function galleryOrder(patches: readonly Patch[], filter: SplitFilter, order: GalleryOrder): Patch[] {
  const shown = filter === 'all' ? [...patches] : patches.filter(({ split }) => split === filter)
  if (order === 'std') return shown.sort((a, b) => b.std - a.std || a.index - b.index)
  if (order === 'latitude')
    return shown.sort((a, b) => distanceFromPlane(b) - distanceFromPlane(a) || a.index - b.index)
  return shown.sort((a, b) => a.index - b.index)
}
