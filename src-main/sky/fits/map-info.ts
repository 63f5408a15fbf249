import type { ByteSource } from './byte-source.ts'
import type { ColumnStatistics } from './column-statistics.ts'
import { FitsError } from './fits-error.ts'
import { withByteSource } from './fits-file.ts'
import { scanColumns } from './healpix-column.ts'
import { findHealpix, type Coordsys, type Ordering } from './healpix-header.ts'
import { describeHdus, type FitsHdu } from './hdu.ts'
import { pictureHdus, requirePadding } from './image.ts'
import type { ScanOptions } from './scan-table.ts'
import { readWcs, type Wcs } from './wcs.ts'

export interface HealpixInfo {
  file: string
  format: 'healpix'
  nside: number
  ordering: Ordering
  coordsys: Coordsys
  indexing: 'implicit' | 'explicit'
  columns: ({ name: string; unit: string | null; type: string } & ColumnStatistics)[]
}

export interface ImageInfo {
  file: string
  format: 'image'
  hdus: { name: string; width: number; height: number; wcs: Wcs | null }[]
}

/**
 * What a file holds, with the statistics of every column of a map, in one pass over its data.
 * @throws FitsError if the file is damaged, or holds neither a HEALPix map nor images
 */
export async function readMapInfo(path: string, options: ScanOptions = {}): Promise<HealpixInfo | ImageInfo> {
  return withByteSource(path, async (source) => {
    const seen: FitsHdu[] = []
    const header = await findHealpix(source, seen)
    if (!header) return imageInfo(source, seen)
    const { nside, ordering, coordsys, indexing, columns } = header
    const statistics = await scanColumns(source, header, columns, [], options)
    return {
      file: path,
      format: 'healpix',
      nside,
      ordering,
      coordsys,
      indexing,
      columns: columns.map(({ name, unit, type }, i) => ({ name, unit, type, ...statistics[i] })),
    }
  })
}

async function imageInfo(source: ByteSource, seen: FitsHdu[]): Promise<ImageInfo> {
  const pictures = pictureHdus(seen)
  if (pictures.length === 0) {
    throw new FitsError(
      source.file,
      describeHdus(seen),
      'none of these is a HEALPix map (no NSIDE, ORDERING or PIXTYPE card) or an image of two axes; choose another file',
    )
  }
  for (const picture of pictures) await requirePadding(source, picture)
  return {
    file: source.file,
    format: 'image',
    hdus: pictures.map(({ name, axes, header }) => ({ name, width: axes[0], height: axes[1], wcs: readWcs(header) })),
  }
}
