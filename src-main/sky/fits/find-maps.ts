import type { ByteSource } from './byte-source.ts'
import { unreadableKind } from './describe-hdus.ts'
import { FitsError } from './fits-error.ts'
import { walkHdus, type FitsHdu } from './hdu.ts'
import { claimsHealpix, mapCards } from './healpix-cards.ts'
import type { HeaderOptions, HealpixColumn, HealpixHeader } from './healpix-header.ts'
import { imageMap, isMapImage } from './healpix-image.ts'
import { tableMap } from './healpix-table.ts'

/** What a search for maps came across besides them. */
export interface Search {
  hdus: FitsHdu[]
  /** why HDUs after the first map that claim to be maps are left out */
  leftOut: FitsError[]
}

/**
 * The HEALPix maps of a file, one after the other: binary tables, and images of 12 nside^2 pixels. The headers are read
 * no further than the caller asks, so that its reading of the data in between runs forwards.
 * @throws FitsError if the file is damaged, or if its first map is refused; a later one is left out
 */
export async function* findMaps(
  source: ByteSource,
  search: Search,
  options: HeaderOptions = {},
): AsyncGenerator<HealpixHeader> {
  const names = new Set<string>()
  const notMaps: FitsError[] = []
  const compressed: FitsHdu[] = []
  let found = 0
  const accept = (header: HealpixHeader) => {
    found++
    return { ...header, columns: withUniqueNames(header.columns, names) }
  }
  try {
    for await (const hdu of walkHdus(source)) {
      search.hdus.push(hdu)
      const cards = mapCards(hdu, search.hdus[0])
      if (hdu.kind === 'table' && claimsHealpix(cards.header)) {
        const header = orLeftOut(() => tableMap(source, hdu, cards, names.size, options), found > 0)
        if (header instanceof FitsError) notMaps.push(header)
        else yield accept(header)
      } else if (isMapImage(hdu, cards)) {
        const header = orLeftOut(() => imageMap(source, [hdu], cards, names.size, options), found > 0)
        if (header instanceof FitsError) notMaps.push(header)
        else yield accept(header)
      } else if (hdu.kind === 'compressed image' && hdu.header.number('ZNAXIS') === 1) compressed.push(hdu)
      else if (hdu.kind === 'compressed table' && claimsHealpix(cards.header)) {
        const { card, reason } = unreadableKind(source.file, [hdu])!
        notMaps.push(new FitsError(source.file, `HDU ${hdu.index}, card ${card}`, reason))
      }
    }
  } catch (error) {
    // The maps before the damage are whole.
    if (found === 0 || !(error instanceof FitsError)) throw error
    search.leftOut.push(error)
  }
  search.leftOut.push(...notMaps)
  if (found > 0) return
  const [first] = compressed
  if (first) {
    const cards = mapCards(first, search.hdus[0])
    const header = cards.header.get('NSIDE') === undefined ? null : imageMap(source, compressed, cards, 0, options)
    if (header instanceof FitsError) notMaps.push(header)
    else if (header) return yield accept(header)
  }
  if (notMaps.length > 0) throw notMaps[0]
}

/** A refusal is thrown for the first map of a file, and returned for later ones. */
function orLeftOut(read: () => HealpixHeader | FitsError, later: boolean): HealpixHeader | FitsError {
  try {
    return read()
  } catch (error) {
    if (later && error instanceof FitsError) return error
    throw error
  }
}

/** Names that no earlier column of the file has, compared as they are when a column is chosen. */
function withUniqueNames(columns: HealpixColumn[], names: Set<string>): HealpixColumn[] {
  return columns.map((column) => {
    let { name } = column
    if (names.has(name.toUpperCase())) name = `${column.name} (HDU ${column.hdu.index})`
    if (names.has(name.toUpperCase())) name = `${column.name} (column ${column.index + 1})`
    names.add(name.toUpperCase())
    return { ...column, name }
  })
}
