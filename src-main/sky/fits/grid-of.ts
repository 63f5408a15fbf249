import { convert } from '../../../src-shared/sky/frames.ts'
import type { MapGrid } from '../../../src-shared/sky/grid.ts'
import { imageProjection, pixelSideOf } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import type { MapHeader } from './map-header.ts'

/** The grid of a map according to its header. */
export function gridOf(header: MapHeader): MapGrid {
  if (header.kind === 'healpix') {
    const { nside, ordering, indexing } = header
    return { kind: 'healpix', nside, ordering, indexing }
  }
  const { width, height, wcs, coordsys } = header
  const middle = imageProjection(wcs).toSky((width - 1) / 2, (height - 1) / 2)
  const [lon, lat] = middle ? convert(coordsys ?? 'G', 'G', ...middle) : []
  const centre = lon === undefined || lat === undefined ? undefined : { lon, lat }
  return {
    kind: 'image',
    width,
    height,
    projection: wcs.projection,
    pixel: pixelSideOf(wcs),
    ...(centre && { centre }),
  }
}
