import type { MapGrid } from '../../../src-shared/sky/grid.ts'
import { pixelSideOf } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import type { MapHeader } from './map-header.ts'

/** The grid of a map according to its header. */
export function gridOf(header: MapHeader): MapGrid {
  if (header.kind === 'healpix') {
    const { nside, ordering, indexing } = header
    return { kind: 'healpix', nside, ordering, indexing }
  }
  const { width, height, wcs } = header
  return { kind: 'image', width, height, projection: wcs.projection, pixel: pixelSideOf(wcs) }
}
