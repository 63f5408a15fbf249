import type { HealpixMap } from '../../../src-shared/sky/healpix/map.ts'
import { dataRegion } from './data-region.ts'
import { displayRange } from './display-range.ts'
import { tileFrame, tileOrder, tileWidth } from './tile-source.ts'

/**
 * The properties file of a map's tiles (HiPS 1.0, Sec. 4.4.1). The initial view holds all data of a map of a part of the sky.
 * @param id part of the identifier `ivo://cirrus/...`
 */
export function hipsProperties(map: HealpixMap, { id, title }: { id: string; title: string }): string {
  const { cuts, range } = displayRange(map.values)
  const region = dataRegion(map)
  return Object.entries({
    creator_did: `ivo://cirrus/P/${id}`,
    obs_title: title.replace(/\s+/g, ' '),
    dataproduct_type: 'image',
    hips_version: '1.4',
    hips_frame: tileFrame(map) === 'G' ? 'galactic' : 'equatorial',
    hips_order: tileOrder,
    hips_order_min: tileOrder,
    hips_tile_width: tileWidth(map.nside),
    hips_tile_format: 'fits',
    hips_status: 'private master unclonable',
    hips_pixel_bitpix: -32,
    hips_pixel_cut: cuts.join(' '),
    hips_data_range: range.join(' '),
    hips_initial_fov: Number(region.diameter.toFixed(3)),
    hips_initial_ra: Number(region.ra.toFixed(4)),
    hips_initial_dec: Number(region.dec.toFixed(4)),
  })
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('')
}
