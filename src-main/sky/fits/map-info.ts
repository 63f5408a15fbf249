import { bandsOf, type Band, type BandTable } from '../../../src-shared/sky/bands.ts'
import type { Derivation } from '../../../src-shared/sky/derivation.ts'
import type { Ordering } from '../../../src-shared/sky/healpix/map.ts'
import type { ByteSource } from './byte-source.ts'
import { refuseWithoutMap } from './choose-column.ts'
import type { ColumnStatistics } from './column-statistics.ts'
import type { Coordsys } from './frame-words.ts'
import { frequencyOf } from './frequency-cards.ts'
import { findMaps, type Search } from './find-maps.ts'
import { withByteSource } from './fits-file.ts'
import type { HeaderOptions, HealpixHeader, ImageHeader, MapHeader } from './map-header.ts'
import type { FitsHdu } from './hdu.ts'
import { imageAxes } from './image-axes.ts'
import { pictureHdus, requirePadding } from './image.ts'
import { readBands } from './read-bands.ts'
import { scanDerived } from './scan-derived.ts'
import type { ScanOptions } from './scan-table.ts'
import { readWcs, type Wcs } from './wcs.ts'

interface HealpixFacts {
  nside: number
  ordering: Ordering
  coordsys: Coordsys
  indexing: 'implicit' | 'explicit'
}

interface ImageFacts {
  width: number
  height: number
  projection: string
  coordsys: Coordsys
}

/** A column, with the facts of its own HDU where it is not the file's first map. */
export type ColumnInfo = {
  name: string
  unit: string | null
  type: string
  /** how a column is computed that is not stored in the file */
  derived?: Derivation
  /** which of a series of energies or frequencies the column holds */
  band?: Band
  /** in GHz, from the column's name or the header */
  frequency?: number
} & ColumnStatistics &
  ({ hdu?: undefined } | ({ hdu: number } & (HealpixFacts | ImageFacts)))

interface MapInfo {
  file: string
  /** sign convention of U of the first map: as given, or its card POLCCONV; absent without either */
  polcconv?: string
  /** of all maps of the file, then the derived ones */
  columns: ColumnInfo[]
}

/** A file whose first map is HEALPix. */
export type HealpixInfo = MapInfo & HealpixFacts & { format: 'healpix' }

interface PictureInfo {
  name: string
  width: number
  height: number
  /** card POLCCONV, the sign convention of U; absent if not in the header */
  polcconv?: string
  wcs: Wcs | null
}

/** A file whose first map is an image with celestial coordinates; without any, only its images are listed. */
export type ImageInfo = { format: 'image'; hdus: PictureInfo[] } & (
  (MapInfo & ImageFacts) | { file: string; columns: [] }
)

/** The contents of a file, and the header of the map of each column: none for images without celestial coordinates. */
export interface ScannedMaps {
  info: HealpixInfo | ImageInfo
  headers: MapHeader[]
}

/**
 * The contents of a file, with statistics of all columns of its maps, in one pass over the data; derived columns of
 * several images take another.
 * @throws FitsError if the file is damaged, or holds neither a map nor images
 */
export async function scanMaps(path: string, options: ScanOptions & HeaderOptions = {}): Promise<ScannedMaps> {
  return withByteSource(path, async (source) => {
    const search: Search = { hdus: [], leftOut: [] }
    const columns: ColumnInfo[] = []
    const headers: MapHeader[] = []
    const headerOf: MapHeader[] = []
    const add = (header: MapHeader, column: ColumnInfo) => {
      const ownFacts = header === headers[0] ? {} : { hdu: header.columns[0].hdu.index, ...factsOf(header) }
      const frequency = frequencyOf(header, column.name)?.frequency
      columns.push({ ...column, ...(frequency !== undefined && { frequency }), ...ownFacts })
      headerOf.push(header)
    }
    const derived = scanDerived(source, options)
    for await (const header of findMaps(source, search, options)) {
      const statistics = await derived.scan(header)
      headers.push(header)
      header.columns.forEach(({ name, unit, type }, i) => add(header, { name, unit, type, ...statistics[i] }))
    }
    for (const { column, statistics } of await derived.result()) {
      const { name, unit, type, derivation, sources } = column
      add(sources[0].header, { name, unit, type, derived: derivation, ...statistics })
    }
    const table = await readBands(source, search.hdus)
    for (const header of headers) addBands(columns, header, table)
    const hdus = headers.length === 0 ? await lonePictures(source, search.hdus) : pictureHdus(search.hdus)
    return { info: infoOf(path, headers.at(0), columns, hdus.map(pictureInfo)), headers: headerOf }
  })
}

/** Adds the bands of a map's columns; those of polarised maps and masks are none. */
function addBands(columns: ColumnInfo[], header: MapHeader, table: BandTable | null): void {
  const polarised = new Set(columns.flatMap(({ derived }) => derived?.from ?? []))
  const own = header.columns.filter(({ name, type }) => type !== 'bit' && type !== 'bool' && !polarised.has(name))
  bandsOf(
    own.map(({ name }) => name),
    table,
  ).forEach((band, i) => {
    if (band) columns[own[i].index].band = band
  })
}

function infoOf(
  file: string,
  first: MapHeader | undefined,
  columns: ColumnInfo[],
  hdus: PictureInfo[],
): HealpixInfo | ImageInfo {
  if (!first) return { file, format: 'image', hdus, columns: [] }
  const polcconv = first.polcconv ?? undefined
  return first.kind === 'healpix'
    ? { file, format: 'healpix', ...healpixFacts(first), polcconv, columns }
    : { file, format: 'image', ...imageFacts(first), polcconv, hdus, columns }
}

const factsOf = (header: MapHeader) => (header.kind === 'healpix' ? healpixFacts(header) : imageFacts(header))

const healpixFacts = ({ nside, ordering, coordsys, indexing }: HealpixHeader): HealpixFacts => ({
  ...{ nside, ordering, coordsys, indexing },
})

const imageFacts = ({ width, height, wcs: { projection }, coordsys }: ImageHeader): ImageFacts => ({
  ...{ width, height, projection, coordsys },
})

function pictureInfo(hdu: FitsHdu): PictureInfo {
  const [width, height] = imageAxes(hdu)
  return { name: hdu.name, width, height, polcconv: hdu.header.text('POLCCONV'), wcs: readWcs(hdu.header) }
}

/** The facts from `scanMaps` alone. @throws FitsError as `scanMaps` */
export const readMapInfo = async (path: string, options: ScanOptions & HeaderOptions = {}) =>
  (await scanMaps(path, options)).info

/** The images of a file without a map. */
async function lonePictures(source: ByteSource, hdus: FitsHdu[]): Promise<FitsHdu[]> {
  const pictures = pictureHdus(hdus)
  if (pictures.length === 0) refuseWithoutMap(source.file, hdus, ' or an image of two axes')
  for (const picture of pictures) await requirePadding(source, picture)
  return pictures
}
