import { isImage, type SkyField } from '../../../src-shared/sky/field.ts'
import { healpixPixelSide } from '../../../src-shared/sky/grid.ts'
import { pixelSideOf } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import { SkyError } from '../../../src-shared/sky/sky-error.ts'

/** Pixels along a side of every tile: the width that HiPS 1.0 (Sec. 4.1) proposes, and with which aladin-lite is tested. */
export const tileWidth = 512

/** Deepest order of any map: tiles of order 7 have pixels of 3.2 arcseconds. */
const deepest = 7

/** A tile of the pyramid: the NESTED pixel `number` at nside 2^order. */
export interface TilePlace {
  order: number
  number: number
}

/** nside of the pixels of the tiles of an order. */
export const tileNside = (order: number) => tileWidth * 2 ** order

/** The order whose tiles have the map's resolution: 0 up to nside 512, 2 for nside 2048 (HiPS 1.0, Sec. 4). */
export function deepestOrder(field: SkyField): number {
  const nside = isImage(field) ? healpixPixelSide(1) / pixelSideOf(field.wcs) : field.nside
  return Math.min(deepest, Math.max(0, Math.ceil(Math.log2(nside / tileWidth))))
}

/** @throws SkyError `tile` if the map has no such tile */
export function requireTile(field: SkyField, { order, number }: TilePlace): void {
  const last = deepestOrder(field)
  if (!Number.isInteger(order) || order < 0 || order > last)
    throw new SkyError('tile', `There are no tiles of order ${order}; this map has those of order 0 to ${last}.`)
  const count = 12 * 4 ** order
  if (!Number.isInteger(number) || number < 0 || number >= count)
    throw new SkyError('tile', `There is no tile ${number} of order ${order}; they run from 0 to ${count - 1}.`)
}

/** Frame of the tiles: that of the map, or Galactic for ecliptic maps, which are resampled as images are. */
export const tileFrame = (map: Pick<SkyField, 'frame'>): 'G' | 'C' => (map.frame === 'C' ? 'C' : 'G')

/** The file of a tile (HiPS 1.0, Sec. 4.1). */
export const tileName = ({ order, number }: TilePlace): string =>
  `Norder${order}/Dir${Math.floor(number / 10_000) * 10_000}/Npix${number}.fits`

/** The tile of a file; null if the name is that of another file. */
export function placeOf(name: string): TilePlace | null {
  const [, order, number] = /^Norder(\d+)\/Dir\d+\/Npix(\d+)\.fits$/.exec(name) ?? []
  return order === undefined ? null : { order: Number(order), number: Number(number) }
}
