import { polarisedMaps, type PolarisedMap } from '../../../src-shared/sky/polarised-columns.ts'
import type { ByteSource } from './byte-source.ts'
import { refuseWithoutMap } from './choose-column.ts'
import { findMaps, type Search } from './find-maps.ts'
import type { HeaderOptions, MapHeader } from './map-header.ts'
import { sameGrids, stokesColumns, type StokesColumn } from './polarised-grids.ts'

/** The polarised maps of a file, and the columns of all its maps. @throws FitsError for a file without a map */
export async function findPolarisedMaps(
  source: ByteSource,
  options: HeaderOptions,
): Promise<{ maps: PolarisedMap<StokesColumn>[]; columns: StokesColumn[] }> {
  const search: Search = { hdus: [], leftOut: [] }
  const headers: MapHeader[] = []
  for await (const header of findMaps(source, search, options)) headers.push(header)
  if (headers.length === 0) refuseWithoutMap(source.file, search.hdus)
  const maps = sameGrids(headers).flatMap((together) => polarisedMaps(stokesColumns(together)))
  return { maps, columns: stokesColumns(headers) }
}
