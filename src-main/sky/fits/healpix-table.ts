import { nsideOf } from '../../../src-shared/sky/healpix/map.ts'
import type { ByteSource } from './byte-source.ts'
import { typeOf, valueTypes } from './column-form.ts'
import { FitsError } from './fits-error.ts'
import { readMapFrame } from './frame-cards.ts'
import { requireData, type FitsHdu } from './hdu.ts'
import { readNside, readOrdering, type MapCards } from './healpix-cards.ts'
import type { HeaderOptions, HealpixHeader } from './map-header.ts'
import { implicitPixels, pixelColumn } from './pixel-index.ts'
import { tableColumns, type TableColumn } from './table-columns.ts'

/**
 * A map stored as a binary table. If the columns do not have the number of values of a map (a window function, say, may
 * have an NSIDE card too), the refusal is returned: the table does not count as a map.
 * @param firstIndex number of columns of the maps before it in the file
 * @throws FitsError for a map that is damaged or of an unsupported kind
 */
export function tableMap(
  source: ByteSource,
  hdu: FitsHdu,
  cards: MapCards,
  firstIndex: number,
  options: HeaderOptions,
): HealpixHeader | FitsError {
  const { file } = source
  const { header } = cards
  if (/^(NUNIQ|UNIQ|RANGE)$/i.test(header.text('ORDERING') ?? '')) {
    throw new FitsError(
      file,
      cards.place('ORDERING'),
      `${header.text('ORDERING')} is a list of cells of several orders (a MOC or a multi-order map), not a map of one nside; choose a map in RING or NESTED order`,
    )
  }
  const all = tableColumns(file, hdu)
  const rows = hdu.axes[1] ?? 0
  const pixels = pixelColumn(file, cards, all)
  const others = all.filter((column) => column !== pixels)
  const counts = others.flatMap((column) => countsOf(column, rows))
  const nside = readNside(file, cards, pixels ? null : fullCount(counts))
  const npix = 12 * nside * nside
  const place = pixels ? { first: 0, count: pixels.form!.repeat * rows } : implicitPixels(file, cards, nside, counts)
  const columns = place ? others.flatMap((column) => columnsOf(column, rows, place.count)) : []
  if (columns.length === 0) return notAMap(file, hdu, nside, place?.count ?? npix, pixels !== null, others, counts)
  if (pixels) requireFewPixels(file, hdu, pixels, place!.count, nside)
  const ordering = readOrdering(file, cards, nside)
  requireData(source, hdu)
  return {
    kind: 'healpix',
    file,
    nside,
    ordering,
    ...readMapFrame(file, cards.hdus, options),
    polcconv: options.polcconv ?? header.text('POLCCONV') ?? null,
    indexing: pixels ? 'explicit' : 'implicit',
    columns: columns.map((column, i) => ({
      name: column.name,
      unit: column.unit,
      type: typeOf(column.form!),
      index: firstIndex + i,
      hdu,
      form: column.form!,
    })),
    leftOut: others
      .filter((column) => columnsOf(column, rows, place!.count).length === 0)
      .map((column) => ({ name: column.name, reason: reasonLeftOut(column, rows, place!.count) })),
    pixels: pixels?.form ?? null,
    firstPixel: place!.first,
    full: !pixels && place!.count === npix,
    shape: { rowBytes: hdu.axes[0], rows },
    badValue: header.number('BAD_DATA') ?? null,
    cards: header,
  }
}

/** The possible numbers of values of a column: its elements are one pixel each, or each a map of its own. */
function countsOf({ form }: TableColumn, rows: number): number[] {
  if (!form) return []
  return form.repeat > 1 && form.repeat <= mostMaps ? [form.repeat * rows, rows] : [form.repeat * rows]
}

/** The largest count that is 12 nside^2 for an integer nside, or else the largest. */
function fullCount(counts: number[]): number {
  const full = counts.filter((count) => nsideOf(count) !== null)
  return Math.max(0, ...(full.length > 0 ? full : counts))
}

/** As many maps as a table may have columns. */
const mostMaps = 999

/** The columns of `count` values in a column of the table: itself, each of its bits or elements (bands), or none. */
function columnsOf(column: TableColumn, rows: number, count: number): TableColumn[] {
  const { form } = column
  if (!form) return []
  if (form.repeat * rows === count) return [column]
  if (rows !== count || form.repeat > mostMaps) return []
  const { bytes } = valueTypes[form.code]
  return Array.from({ length: form.repeat }, (_, n) => ({
    ...column,
    name: `${column.name}[${n}]`,
    form:
      form.code === 'X'
        ? { ...form, repeat: 1, offset: form.offset + (n >> 3), bit: n & 7 }
        : { ...form, repeat: 1, offset: form.offset + n * bytes },
  }))
}

const reasonLeftOut = ({ form, content }: TableColumn, rows: number, count: number): string =>
  form ? `it has ${form.repeat * rows} values, not ${count}` : `its format ${content} is not supported`

function notAMap(
  file: string,
  hdu: FitsHdu,
  nside: number,
  wanted: number,
  explicit: boolean,
  others: TableColumn[],
  counts: number[],
): FitsError {
  const name = hdu.name ? ` (${hdu.name})` : ''
  const place = `HDU ${hdu.index}${name}`
  const unread = others.find(({ form }) => !form)
  if (counts.length === 0 && unread) {
    return new FitsError(
      file,
      `${place}, column ${unread.name}`,
      `its format ${unread.content} is not supported; write the map as plain numbers, for instance with healpy.write_map`,
    )
  }
  const found = explicit ? 'no column of values besides the pixel numbers' : `${Math.max(0, ...counts)} values`
  return new FitsError(
    file,
    place,
    `nside ${nside} needs ${wanted} values in a column, but the table has ${found}; it is not a map, choose another file`,
  )
}

/** Refuses more pixel numbers than pixels, and pixel numbers in single precision if it can't represent all. */
function requireFewPixels(file: string, hdu: FitsHdu, pixels: TableColumn, count: number, nside: number): void {
  const npix = 12 * nside * nside
  if (count > npix) {
    throw new FitsError(
      file,
      `HDU ${hdu.index}, column ${pixels.name}`,
      `${count} pixel numbers are more than the ${npix} pixels of nside ${nside}, so some appear twice; write each pixel once`,
    )
  }
  if (pixels.form!.code === 'E' && npix > 2 ** 24) {
    throw new FitsError(
      file,
      `HDU ${hdu.index}, column ${pixels.name}`,
      `pixel numbers in single precision can't tell the pixels of nside ${nside} apart; write them as integers`,
    )
  }
}
