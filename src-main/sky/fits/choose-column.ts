import { nsideOf } from '../../../src-shared/sky/healpix/map.ts'
import { bitByName } from './bit-columns.ts'
import type { ByteSource } from './byte-source.ts'
import { derivedColumns, type DerivedMapColumn } from './derived-columns.ts'
import { describeHdus, unreadableKind } from './describe-hdus.ts'
import { findMaps, type Search } from './find-maps.ts'
import { FitsError } from './fits-error.ts'
import { withByteSource } from './fits-file.ts'
import type { FitsHdu } from './hdu.ts'
import type { ChosenColumn, HeaderOptions, HealpixHeader, MapHeader } from './map-header.ts'

/**
 * Finds a stored column of the maps of a file.
 * @param wanted its name, compared without case and without blanks at its ends, or its position as in the list of `map
 * info`, from 1; by default the first column
 * @throws FitsError if the file is refused or has no such column
 */
export async function chooseColumn(
  source: ByteSource,
  wanted: string | undefined,
  options: HeaderOptions = {},
): Promise<ChosenColumn> {
  const found = await findColumn(source, wanted, options)
  return 'search' in found ? refuseColumn(source.file, wanted!, found) : found
}

/**
 * Finds a column of the maps of a file, stored or derived (`derivedColumns`).
 * @param wanted as for `chooseColumn`; derived columns are counted after the stored ones, bits are found by name only
 * @throws FitsError as `chooseColumn`
 */
export async function chooseAnyColumn(
  source: ByteSource,
  wanted: string | undefined,
  options: HeaderOptions = {},
): Promise<ChosenColumn | DerivedMapColumn> {
  const found = await findColumn(source, wanted, options)
  if (!('search' in found)) return found
  const derived = derivedColumns(found.headers)
  const position = isPosition(wanted!) ? Number(wanted) - 1 - found.columns.length : -1
  const chosen =
    derived[position] ??
    derived.find(({ name }) => sameName(name, wanted!)) ??
    bitByName(source.file, wanted!, (name) => byName(found.columns, name))
  return chosen ?? refuseColumn(source.file, wanted!, found, derived)
}

/** What the maps of a file hold, if not the wanted column. */
interface OtherColumns {
  search: Search
  headers: MapHeader[]
  columns: ChosenColumn[]
}

/** The stored column, as soon as its header is read. */
async function findColumn(
  source: ByteSource,
  wanted: string | undefined,
  options: HeaderOptions,
): Promise<ChosenColumn | OtherColumns> {
  const search: Search = { hdus: [], leftOut: [] }
  const headers: MapHeader[] = []
  const columns: ChosenColumn[] = []
  for await (const header of findMaps(source, search, options)) {
    const here = header.columns.map((column) => ({ header, column }))
    const chosen = wanted === undefined ? here[0] : byName(here, wanted)
    if (chosen) return chosen
    headers.push(header)
    columns.push(...here)
    if (isPosition(wanted!) && columns[Number(wanted) - 1]) return columns[Number(wanted) - 1]
  }
  if (columns.length === 0) refuseWithoutMap(source.file, search.hdus)
  return { search, headers, columns }
}

const isPosition = (wanted: string) => /^\s*\d+\s*$/.test(wanted)

function refuseColumn(
  file: string,
  wanted: string,
  { search, headers, columns }: OtherColumns,
  derived: readonly { name: string }[] = [],
): never {
  const left = headers[0].leftOut.find(({ name }) => sameName(name, wanted))
  const names = [...columns.map(({ column }) => column.name), ...derived.map(({ name }) => name)].join(', ')
  const reason = left ? `it can't be read as a map: ${left.reason}` : 'there is no such column'
  const others = search.leftOut.map(({ place, reason }) => `; ${place} is left out: ${reason}`).join('')
  throw new FitsError(
    file,
    `column ${wanted}`,
    `${reason}; choose one of ${names}, by name or number from 1${others}`,
    'column',
  )
}

/**
 * All columns of a file's HEALPix maps in order, or of its images if there are only images, or only the one that is
 * wanted, as `chooseColumn` finds it.
 * @throws FitsError as `chooseColumn`
 */
export async function readColumns(
  path: string,
  wanted: string | undefined,
  options: HeaderOptions = {},
): Promise<ChosenColumn[]> {
  return withByteSource(path, async (source) => {
    if (wanted !== undefined) return [await chooseColumn(source, wanted, options)]
    const search: Search = { hdus: [], leftOut: [] }
    const columns: ChosenColumn[] = []
    for await (const header of findMaps(source, search, options)) {
      columns.push(...header.columns.map((column) => ({ header, column })))
    }
    if (columns.length === 0) refuseWithoutMap(source.file, search.hdus)
    const maps = columns.filter(({ header }) => header.kind === 'healpix')
    return maps.length > 0 ? maps : columns
  })
}

/** A column of a HEALPix map. @throws FitsError for the plane of an image */
export function requireHealpix({ header, column }: ChosenColumn): ChosenColumn<HealpixHeader> {
  if (header.kind === 'healpix') return { header, column }
  throw new FitsError(
    header.file,
    `HDU ${column.hdu.index}, ${column.name}`,
    `this is an image of ${header.width} x ${header.height} pixels, and a HEALPix map is needed here; choose another file or column`,
    'column',
  )
}

/** The header of the HEALPix map of a column, by default of the first map. @throws FitsError as `requireHealpix` */
export async function readHealpixHeader(
  path: string,
  options: HeaderOptions & { column?: string } = {},
): Promise<HealpixHeader> {
  return withByteSource(
    path,
    async (source) => requireHealpix(await chooseColumn(source, options.column, options)).header,
  )
}

const sameName = (a: string, b: string) => a.trim().toUpperCase() === b.trim().toUpperCase()

const byName = (columns: ChosenColumn[], wanted: string) =>
  columns.find(({ column }) => column.name === wanted.trim()) ??
  columns.find(({ column }) => sameName(column.name, wanted))

/** Refuses a file without a map, saying what it contains instead. */
export function refuseWithoutMap(
  file: string,
  hdus: FitsHdu[],
  images = ' or an image with celestial coordinates (no CTYPE cards such as GLON-TAN)',
): never {
  const unreadable = unreadableKind(file, hdus)
  if (unreadable) throw unreadable
  const unmarked = hdus.find(looksLikeMaps)
  const hint = unmarked
    ? `; HDU ${unmarked.index} has the size of maps of nside ${nsideOf(unmarked.axes[0])}: if it is one, add the cards NSIDE and ORDERING`
    : '; choose another file'
  throw new FitsError(
    file,
    describeHdus(hdus),
    `none of these is a HEALPix map (no NSIDE, ORDERING or PIXTYPE card)${images}${hint}`,
  )
}

/** Whether an image has rows of 12 nside^2 pixels, and few of them. */
const looksLikeMaps = ({ kind, axes: [length, count = 1, ...more] }: FitsHdu): boolean =>
  kind === 'image' && more.length === 0 && length > 12 * count && nsideOf(length) !== null
