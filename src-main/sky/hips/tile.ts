import type { SkyField } from '../../../src-shared/sky/field.ts'
import { fitsPicture } from './fits-picture.ts'
import { requireTile, tileOrder, tileValues, tileWidth } from './tile-source.ts'

/**
 * One tile as a FITS file: Norder3/Dir0/Npix{tile}.fits.
 * @param map RING if HEALPix
 * @param zero as `tileValues`
 * @throws SkyError `tile` if there is no such tile
 */
export function hipsTile(map: SkyField, tile: number, zero = 0): Uint8Array {
  requireTile(tile)
  const width = tileWidth(map)
  return fitsPicture(tileValues(map, tile, zero), width, width, [
    { keyword: 'NPIX', value: tile, comment: 'NESTED number of the tile' },
    { keyword: 'ORDER', value: tileOrder, comment: 'order of the tile' },
  ])
}
