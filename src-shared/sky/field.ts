import { ang2pix } from './healpix/ang2pix.ts'
import { interpolateAt } from './healpix/interpolate.ts'
import type { HealpixMap } from './healpix/map.ts'
import { imageSampler } from './image/image-sampler.ts'
import type { SkyImage } from './image/sky-image.ts'

/** Values on the sky: a HEALPix map or an image. */
export type SkyField = HealpixMap | SkyImage

export const isImage = (field: SkyField): field is SkyImage => 'wcs' in field

/** Values of a field at positions in its own frame (degrees); NaN where it has none. */
export interface FieldSampler {
  /** bilinear between the four nearest pixels; NaN if one of them is missing */
  interpolate(lon: number, lat: number): number
  /** the pixel that contains the position */
  nearest(lon: number, lat: number): number
}

/** @throws WcsError for an image whose coordinates have no solution */
export const fieldSampler = (field: SkyField): FieldSampler =>
  isImage(field)
    ? imageSampler(field)
    : {
        interpolate: (lon, lat) => interpolateAt(field, lon, lat),
        nearest: (lon, lat) => field.values[ang2pix(field.nside, field.ordering, lon, lat)],
      }
