import { maskChoiceSchema, type MaskChoice } from '../../../src-preload/contract/masks.ts'
import { findMaps } from '../../sky/fits/find-maps.ts'
import { readFitsHeader, withByteSource } from '../../sky/fits/fits-file.ts'
import { isCsv } from './read-sources.ts'

/**
 * What a file is, as a mask: a list of sources (CSV, or a FITS table that is no map), a HEALPix map, or else a picture.
 * Only the headers are read.
 * @throws FitsError, or the system's error for a file that can't be read
 */
export async function maskOfFile(path: string): Promise<MaskChoice> {
  return maskChoiceSchema.parse({ kind: await kindOf(path), path })
}

async function kindOf(path: string): Promise<'sources' | 'map' | 'file'> {
  if (isCsv(path)) return 'sources'
  if (path.toLowerCase().endsWith('.npy')) return 'file'
  const isMap = await withByteSource(path, async (source) => {
    for await (const { kind } of findMaps(source, { hdus: [], leftOut: [] })) if (kind === 'healpix') return true
    return false
  })
  if (isMap) return 'map'
  const { hdus } = await readFitsHeader(path)
  const isPicture = hdus.some(({ kind, dataLength }) => /image/.test(kind) && dataLength > 0)
  return !isPicture && hdus.some(({ kind }) => /table/.test(kind)) ? 'sources' : 'file'
}
