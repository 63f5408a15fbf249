import type { SkyField } from '../../../src-shared/sky/field.ts'
import { dataRegion } from './data-region.ts'
import { displayRange } from './display-range.ts'
import { deepestOrder, tileFrame, tileWidth } from './pyramid.ts'

interface PropertyOptions {
  id: string
  title: string
  zero?: number
  extremes?: readonly [number, number] | null
  cutsFor?: (cuts: [number, number]) => readonly [number, number]
}

/**
 * The properties file of a map's tiles (HiPS 1.0, Sec. 4.4.1). The initial view of a partial map shows all of its data.
 * @param id part of the identifier `ivo://cirrus/...`
 * @param extremes smallest and largest value, if they are known
 * @param zero subtracted from the pixels of the tiles (`displayZero`); cuts and range are those of the tiles
 * @param cutsFor the cuts of the display, from the percentiles of the values
 */
export function hipsProperties(
  map: SkyField,
  { id, title, zero = 0, extremes = null, cutsFor = (cuts) => cuts }: PropertyOptions,
): string {
  const { cuts: percentiles, range } = displayRange(map.values, extremes)
  const cuts = cutsFor(percentiles)
  const region = dataRegion(map)
  const inTiles = (values: readonly number[]) => values.map((value) => value - zero).join(' ')
  return Object.entries({
    creator_did: `ivo://cirrus/P/${id}`,
    obs_title: title.replace(/\s+/g, ' '),
    dataproduct_type: 'image',
    hips_version: '1.4',
    hips_frame: tileFrame(map) === 'G' ? 'galactic' : 'equatorial',
    hips_order: deepestOrder(map),
    hips_order_min: 0,
    hips_tile_width: tileWidth,
    hips_tile_format: 'fits',
    hips_status: 'private master unclonable',
    hips_pixel_bitpix: -32,
    hips_pixel_cut: inTiles(cuts),
    hips_data_range: inTiles(range),
    cirrus_zero: zero,
    hips_initial_fov: Number(region.diameter.toFixed(3)),
    hips_initial_ra: Number(region.ra.toFixed(4)),
    hips_initial_dec: Number(region.dec.toFixed(4)),
  })
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('')
}
