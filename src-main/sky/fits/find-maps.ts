import type { ByteSource } from './byte-source.ts'
import { unreadableKind } from './describe-hdus.ts'
import { FitsError } from './fits-error.ts'
import { walkHdus, type FitsHdu } from './hdu.ts'
import { claimsHealpix, mapCards } from './healpix-cards.ts'
import { imageMap, isMapImage } from './healpix-image.ts'
import { imageMapOf, isSkyImage } from './image-map.ts'
import type { HeaderOptions, MapHeader, StoredColumn } from './map-header.ts'
import { tableMap } from './healpix-table.ts'

/** What a search for maps found besides the maps. */
export interface Search {
  hdus: FitsHdu[]
  /** refusals of HDUs after the first map that claim to be maps */
  leftOut: FitsError[]
}

/**
 * The maps of a file, one after the other: HEALPix maps in binary tables or in images of 12 nside^2 pixels, and images
 * with celestial coordinates. Headers are read only as the caller iterates, so that data in between can be read in one
 * forward pass.
 * @throws FitsError if the file is damaged or its first map is refused; a later map that is refused is left out
 */
export async function* findMaps(
  source: ByteSource,
  search: Search,
  options: HeaderOptions = {},
): AsyncGenerator<MapHeader> {
  /** the HDU of each name so far */
  const names = new Map<string, number>()
  const notMaps: FitsError[] = []
  const compressed: FitsHdu[] = []
  let columns = 0
  const accept = (header: MapHeader) => {
    columns += header.columns.length
    return { ...header, columns: withUniqueNames(header.columns, names) }
  }
  try {
    for await (const hdu of walkHdus(source)) {
      search.hdus.push(hdu)
      if (hdu.kind === 'compressed image' && hdu.header.number('ZNAXIS') === 1) compressed.push(hdu)
      const header = orLeftOut(() => mapIn(source, hdu, search.hdus[0], columns, options), columns > 0)
      if (header instanceof FitsError) notMaps.push(header)
      else if (header) yield accept(header)
    }
  } catch (error) {
    // The maps before the damage are complete.
    if (columns === 0 || !(error instanceof FitsError)) throw error
    search.leftOut.push(error)
  }
  search.leftOut.push(...notMaps)
  if (columns > 0) return
  if (compressed.length > 0) {
    const cards = mapCards(compressed[0], search.hdus[0])
    const header = cards.header.get('NSIDE') === undefined ? null : imageMap(source, compressed, cards, 0, options)
    if (header instanceof FitsError) throw header
    if (header) return yield accept(header)
  }
  if (notMaps.length > 0) throw notMaps[0]
}

/**
 * The map of an HDU, the refusal of one that only looks like a map, or null if it does not claim to be one.
 * @throws FitsError for a map that is damaged or of an unsupported kind
 */
function mapIn(
  source: ByteSource,
  hdu: FitsHdu,
  primary: FitsHdu,
  firstIndex: number,
  options: HeaderOptions,
): MapHeader | FitsError | null {
  const cards = mapCards(hdu, primary)
  if (isMapImage(hdu, cards)) return imageMap(source, [hdu], cards, firstIndex, options)
  if (isSkyImage(hdu)) return imageMapOf(source, hdu, cards, firstIndex, options)
  if (!claimsHealpix(cards.header)) return null
  if (hdu.kind === 'table') return tableMap(source, hdu, cards, firstIndex, options)
  return hdu.kind === 'compressed table' ? unreadableKind(source.file, [hdu]) : null
}

/** A refusal is thrown for the first map of a file, and returned for later ones. */
function orLeftOut<T>(read: () => T, later: boolean): T | FitsError {
  try {
    return read()
  } catch (error) {
    if (later && error instanceof FitsError) return error
    throw error
  }
}

/** Makes names unique within the file, compared as when choosing a column. */
function withUniqueNames(columns: StoredColumn[], names: Map<string, number>): StoredColumn[] {
  return columns.map((column) => {
    const { hdu, index } = column
    const candidates = [`${column.name} (HDU ${hdu.index})`, `${column.name} (column ${index + 1})`]
    if (names.get(column.name.toUpperCase()) === hdu.index) candidates.shift()
    const name = [column.name, ...candidates].find((candidate) => !names.has(candidate.toUpperCase())) ?? column.name
    names.set(name.toUpperCase(), hdu.index)
    return { ...column, name }
  })
}
