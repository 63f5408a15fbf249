import type { Ordering } from '../../../src-shared/sky/healpix/map.ts'
import type { ByteSource } from './byte-source.ts'
import { refuseWithoutMap } from './choose-column.ts'
import type { ColumnStatistics } from './column-statistics.ts'
import type { Coordsys } from './frame-cards.ts'
import { findMaps, type Search } from './find-maps.ts'
import { withByteSource } from './fits-file.ts'
import type { HeaderOptions, HealpixHeader } from './healpix-header.ts'
import type { FitsHdu } from './hdu.ts'
import { pictureHdus, requirePadding } from './image.ts'
import { scanColumns } from './scan-map.ts'
import type { ScanOptions } from './scan-table.ts'
import { readWcs, type Wcs } from './wcs.ts'

interface MapFacts {
  nside: number
  ordering: Ordering
  coordsys: Coordsys
  indexing: 'implicit' | 'explicit'
}

export type ColumnInfo = { name: string; unit: string | null; type: string } & ColumnStatistics

/**
 * The first map of a file, and the columns of all its maps; columns of later maps carry the facts of their own table.
 */
export interface HealpixInfo extends MapFacts {
  file: string
  format: 'healpix'
  /** card POLCCONV of the first map, the sign convention of U; absent if not in the header */
  polcconv?: string
  columns: (ColumnInfo & ({ hdu?: undefined } | ({ hdu: number } & MapFacts)))[]
}

export interface ImageInfo {
  file: string
  format: 'image'
  hdus: { name: string; width: number; height: number; wcs: Wcs | null }[]
}

/** The contents of a file, and the headers of its maps in order: none for images. */
export interface ScannedMaps {
  info: HealpixInfo | ImageInfo
  headers: HealpixHeader[]
}

/**
 * The contents of a file, with statistics of all columns of its maps, in one pass over the data.
 * @throws FitsError if the file is damaged, or holds neither a HEALPix map nor images
 */
export async function scanMaps(path: string, options: ScanOptions & HeaderOptions = {}): Promise<ScannedMaps> {
  return withByteSource(path, async (source) => {
    const search: Search = { hdus: [], leftOut: [] }
    let info: HealpixInfo | null = null
    const headers: HealpixHeader[] = []
    for await (const header of findMaps(source, search, options)) {
      const columns = await columnInfo(source, header, options)
      headers.push(header)
      if (!info) {
        info = { file: path, format: 'healpix', ...factsOf(header), polcconv: header.cards.text('POLCCONV'), columns }
      } else {
        const { index: hdu } = header.columns[0].hdu
        info.columns.push(...columns.map((column) => ({ ...column, hdu, ...factsOf(header) })))
      }
    }
    return { info: info ?? (await imageInfo(source, search.hdus)), headers }
  })
}

const factsOf = ({ nside, ordering, coordsys, indexing }: HealpixHeader): MapFacts => ({
  nside,
  ordering,
  coordsys,
  indexing,
})

/** The facts from `scanMaps` alone. @throws FitsError as `scanMaps` */
export const readMapInfo = async (path: string, options: ScanOptions & HeaderOptions = {}) =>
  (await scanMaps(path, options)).info

async function columnInfo(source: ByteSource, header: HealpixHeader, options: ScanOptions): Promise<ColumnInfo[]> {
  const statistics = await scanColumns(source, header, header.columns, [], options)
  return header.columns.map(({ name, unit, type }, i) => ({ name, unit, type, ...statistics[i] }))
}

async function imageInfo(source: ByteSource, hdus: FitsHdu[]): Promise<ImageInfo> {
  const pictures = pictureHdus(hdus)
  if (pictures.length === 0) refuseWithoutMap(source.file, hdus, ' or an image of two axes')
  for (const picture of pictures) await requirePadding(source, picture)
  return {
    file: source.file,
    format: 'image',
    hdus: pictures.map(({ name, axes, header }) => ({ name, width: axes[0], height: axes[1], wcs: readWcs(header) })),
  }
}
