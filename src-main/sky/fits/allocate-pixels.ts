import { npixOf } from '../../../src-shared/sky/healpix/map.ts'
import { allocateValues, type MemoryOptions } from './allocate-values.ts'
import type { MapHeader } from './map-header.ts'

/** An array for the values of all pixels of a map: NaN if the file does not have all. @throws FitsError as `allocateValues` */
export function allocatePixels(
  header: MapHeader,
  place: string,
  double: boolean,
  options: MemoryOptions,
): Float32Array | Float64Array {
  if (header.kind === 'image') {
    const remedy = 'bin the image to fewer pixels first, for instance with reproject'
    return allocateValues(header.file, place, { count: header.width * header.height, double }, remedy, options)
  }
  const remedy = 'degrade the map first, for instance with healpy.ud_grade'
  const values = allocateValues(header.file, place, { count: npixOf(header.nside), double }, remedy, options)
  return header.full ? values : values.fill(NaN)
}
