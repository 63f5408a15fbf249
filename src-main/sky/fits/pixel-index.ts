import { isInteger } from './column-form.ts'
import { FitsError } from './fits-error.ts'
import type { MapCards } from './healpix-cards.ts'
import type { TableColumn } from './table-columns.ts'

const pixelName =
  /^(I?PIX(_?NEST|_?RING)?|I?PIXEL|H?PIXEL|HPIX|HPX|PIXNUM|PIXEL_?(NO|NUM|NUMBER|INDEX|IDX|ID)|PIX_?(NO|NUM|NUMBER|INDEX|IDX|ID)|HPX_?(PIX|PIXEL|INDEX|IDX|ID)|HEALPIX(_?(NUMBER|ID|PIXEL|INDEX|PIX))?)S?$/i

const channelName = /^CHAN(NEL)?$/i

/**
 * The column of pixel numbers of an explicit map, found by name; without a usual name, the first column if it is the
 * only integer column. Null for an implicit map, where the row order gives the pixels.
 * @throws FitsError for a table declared explicit without such a column, or of an unsupported kind
 */
export function pixelColumn(file: string, cards: MapCards, columns: TableColumn[]): TableColumn | null {
  const scheme = indexingScheme(file, cards)
  const named = columns.find(({ name, named, form }) => named && form && pixelName.test(name))
  if (scheme === 'implicit' || (scheme === null && !named)) return null
  if (named) {
    const channel = columns.find(({ name }) => channelName.test(name))
    if (channel) {
      throw new FitsError(
        file,
        `HDU ${cards.hdus[0].index}, column ${channel.name}`,
        'this table lists the values of many channels pixel by pixel, so it is not one map; write the map of one channel with healpy.write_map',
      )
    }
    return columns.length > 1 || scheme === 'explicit' ? named : null
  }
  const integers = columns.filter(({ form }) => form && isInteger(form.code))
  if (integers.length === 1 && integers[0] === columns[0]) return integers[0]
  const names = columns.map(({ name }) => name).join(', ')
  throw new FitsError(
    file,
    cards.place(['INDXSCHM', 'GRAIN'].find((card) => cards.header.get(card) !== undefined) ?? 'OBJECT'),
    `the map is explicit, but none of its columns (${names}) is named as pixel numbers are; rename the one that holds them to PIXEL`,
  )
}

/** The scheme from INDXSCHM, GRAIN or OBJECT = PARTIAL; null if there is none of them. @throws FitsError */
function indexingScheme(file: string, { header, place }: MapCards): 'implicit' | 'explicit' | null {
  const scheme = header.text('INDXSCHM')?.toUpperCase()
  const grain = header.number('GRAIN')
  if (grain !== undefined && grain !== 0 && grain !== 1) {
    throw new FitsError(
      file,
      place('GRAIN'),
      `each row stands for ${grain} pixels, which is not supported; write the map with one pixel in each row (GRAIN = 1)`,
    )
  }
  if (scheme === 'EXPLICIT' || scheme === 'SPARSE') return 'explicit'
  if (scheme === 'IMPLICIT') return 'implicit'
  if (scheme !== undefined) {
    throw new FitsError(
      file,
      place('INDXSCHM'),
      `${scheme} is neither IMPLICIT nor EXPLICIT; correct the card, or choose another file`,
    )
  }
  if (grain !== undefined) return grain === 1 ? 'explicit' : 'implicit'
  const partial = header.text('OBJECT')?.toUpperCase() === 'PARTIAL'
  return partial && header.get('FIRSTPIX') === undefined ? 'explicit' : null
}

/**
 * The pixels of the rows of an implicit map: all 12 nside^2, or FIRSTPIX to LASTPIX.
 * @param counts the number of values of each column
 * @returns the first pixel and the number of pixels; null if no column has a fitting number of values
 * @throws FitsError if FIRSTPIX and LASTPIX do not fit the map
 */
export function implicitPixels(
  file: string,
  { header, place }: MapCards,
  nside: number,
  counts: number[],
): { first: number; count: number } | null {
  const npix = 12 * nside * nside
  if (counts.includes(npix)) return { first: 0, count: npix }
  const first = header.number('FIRSTPIX')
  const last = header.number('LASTPIX')
  if (first === undefined && last === undefined) return null
  const from = first ?? last! - Math.max(0, ...counts) + 1
  const count = last === undefined ? Math.max(0, ...counts) : last - from + 1
  if (!Number.isInteger(from) || !Number.isInteger(count) || from < 0 || count < 1 || from + count > npix) {
    throw new FitsError(
      file,
      place(first === undefined ? 'LASTPIX' : 'FIRSTPIX'),
      `${first ?? '(no FIRSTPIX)'} to ${last ?? '(no LASTPIX)'} are not pixels of nside ${nside}, which are 0 to ${npix - 1}; correct the cards`,
    )
  }
  if (!counts.includes(count)) {
    if (from === 0 && count === npix) return null
    throw new FitsError(
      file,
      place('LASTPIX'),
      `FIRSTPIX = ${from} and LASTPIX = ${from + count - 1} are ${count} pixels, but the columns have ${[...new Set(counts)].join(', ')} values; correct the cards`,
    )
  }
  return { first: from, count }
}
