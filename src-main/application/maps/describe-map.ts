import { readMapInfo, type HealpixInfo, type ImageInfo } from '../../sky/fits/map-info.ts'
import { inUserLanguage } from '../host/user-errors.ts'

/**
 * What a FITS file holds, as `cirrus map info` prints it: a HEALPix map with the statistics of its columns, or images.
 * @throws CirrusError refused, with the file, the place and the reason
 */
export const describeMap = (path: string, options: { signal?: AbortSignal } = {}): Promise<HealpixInfo | ImageInfo> =>
  inUserLanguage(() => readMapInfo(path, options))
