import { isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import type { Place } from '../../../src-shared/sky/position.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import type { PatchGeometry } from '../../../src-shared/sky/projection/patch-pixels.ts'
import type { StokesValues } from './cut-batch.ts'
import { imageStokesFiller } from './cut-image-stokes.ts'
import { patchFiller } from './cut-patch.ts'
import { fillStokes, stokesRings, type StokesFiller } from './cut-stokes.ts'
import type { PartsCut } from './smoothed-cut.ts'

/**
 * Prepares the cutting of patches with all their channels, Q and U turned to the patch's own axes.
 * @param field the only channel, or I (Q without I) of `stokes`
 * @throws WcsError for an image whose coordinates have no solution
 */
export function channelCut(field: SkyField, stokes: StokesValues | null, geometry: PatchGeometry): PartsCut {
  const fill = patchFiller(field)
  const pixels = geometry.size ** 2
  const cut = new Float64Array(pixels)
  if (stokes === null)
    return (plane) => {
      fill(plane, geometry, cut)
      return [cut]
    }
  const fillBoth = stokesFiller(field, stokes)
  const [q, u] = [new Float64Array(pixels), new Float64Array(pixels)]
  return (plane) => {
    fillBoth(plane, geometry, q, u)
    if (stokes.channels === 'QU') return [q, u]
    fill(plane, geometry, cut)
    return [cut, q, u]
  }
}

/** The channels of one patch at a Galactic place. */
export const cutChannels = (
  field: SkyField,
  stokes: StokesValues | null,
  { lon, lat, rotation }: Place,
  geometry: PatchGeometry,
): readonly Float64Array[] => channelCut(field, stokes, geometry)(tangentPlane(lon, lat, field.frame, rotation))

/** Prepares the cutting of Q and U. @throws WcsError as `channelCut` */
export function stokesFiller(field: SkyField, stokes: StokesValues): StokesFiller {
  if (isImage(field)) return imageStokesFiller(field, stokes)
  const map = { nside: field.nside, q: stokes.q, u: stokes.u, rings: stokesRings(field.nside), list: field.list }
  return (plane, geometry, q, u) => fillStokes(map, plane, geometry, q, u)
}
