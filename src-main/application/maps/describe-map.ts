import { readMapInfo, type HealpixInfo, type ImageInfo } from '../../sky/fits/map-info.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { inUserLanguage } from '../host/user-errors.ts'

/**
 * What a FITS file holds, as `cirrus map info` prints it: a HEALPix map with the statistics of its columns, or images.
 * @param options.coordsys the frame of the map, whatever its cards say
 * @throws CirrusError refused, with the file, the place and the reason
 */
export const describeMap = (
  path: string,
  options: { coordsys?: Frame; signal?: AbortSignal } = {},
): Promise<HealpixInfo | ImageInfo> => inUserLanguage(() => readMapInfo(path, options))
