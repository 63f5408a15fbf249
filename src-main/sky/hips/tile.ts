import { SkyError } from '../../../src-shared/sky/sky-error.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import { fitsPicture } from './fits-picture.ts'
import { tileCount, tileOrder, tileValues, tileWidth } from './tile-source.ts'

/**
 * One tile as a FITS file: Norder3/Dir0/Npix{tile}.fits.
 * @param map RING if HEALPix
 * @param zero as `tileValues`
 * @throws SkyError `tile` if there is no such tile
 */
export function hipsTile(map: SkyField, tile: number, zero = 0): Uint8Array {
  if (!(Number.isInteger(tile) && tile >= 0 && tile < tileCount)) {
    throw new SkyError('tile', `There is no tile ${tile} of order ${tileOrder}; they run from 0 to ${tileCount - 1}.`)
  }
  const width = tileWidth(map)
  return fitsPicture(tileValues(map, tile, zero), width, width, [
    { keyword: 'NPIX', value: tile, comment: 'NESTED number of the tile' },
    { keyword: 'ORDER', value: tileOrder, comment: 'order of the tile' },
  ])
}
