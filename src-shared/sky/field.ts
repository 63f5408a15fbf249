import { ang2pix } from './healpix/ang2pix.ts'
import { interpolateAt } from './healpix/interpolate.ts'
import { npixOf } from './healpix/map.ts'
import { valueAtPixel, type AnyHealpixMap, type SparseMap } from './healpix/sparse-map.ts'
import { imageSampler } from './image/image-sampler.ts'
import type { SkyImage } from './image/sky-image.ts'

/** Values on the sky: a HEALPix map, of all pixels or of some, or an image. */
export type SkyField = AnyHealpixMap | SkyImage

export const isImage = (field: SkyField): field is SkyImage => 'wcs' in field

/** Whether a field has values for a list of pixels only. */
export const isSparse = (field: SkyField): field is SparseMap => 'list' in field && field.list !== undefined

/** Pixels of a field, whether it has values for them or not. */
export const pixelsOfField = (field: SkyField): number =>
  isImage(field) ? field.width * field.height : npixOf(field.nside)

/** Memory of a field in bytes. */
export const bytesOfField = (field: SkyField): number =>
  field.values.byteLength + (isSparse(field) ? field.list.pixels.byteLength + field.list.starts.byteLength : 0)

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
        nearest: (lon, lat) => valueAtPixel(field, ang2pix(field.nside, field.ordering, lon, lat)),
      }
