import type { SkyField } from '../../../src-shared/sky/field.ts'
import { fitsPicture } from './fits-picture.ts'
import { requireTile, tileWidth, type TilePlace } from './pyramid.ts'
import { tileValues, type TileOptions } from './tile-values.ts'

/**
 * One tile as a FITS file: Norder{order}/Dir{...}/Npix{number}.fits.
 * @param map RING if HEALPix
 * @throws SkyError `tile` if there is no such tile
 */
export function hipsTile(map: SkyField, place: TilePlace, options?: TileOptions): Uint8Array<ArrayBuffer> {
  requireTile(map, place)
  return fitsPicture(tileValues(map, place, options), tileWidth, tileWidth, [
    { keyword: 'NPIX', value: place.number, comment: 'NESTED number of the tile' },
    { keyword: 'ORDER', value: place.order, comment: 'order of the tile' },
  ])
}
