import type { ByteSource } from './byte-source.ts'
import { isInteger, tableColumns, type ColumnForm, type TableColumn } from './column-form.ts'
import { imageMap } from './healpix-image.ts'
import { FitsError } from './fits-error.ts'
import { withByteSource } from './fits-file.ts'
import { describeHdus, requireData, walkHdus, type FitsHdu } from './hdu.ts'
import { valueTypes } from './column-form.ts'
import { claimsHealpix, readCoordsys, readNside, readOrdering, type Coordsys, type Ordering } from './healpix-cards.ts'

export type { Coordsys, Ordering } from './healpix-cards.ts'

/** One quantity of a HEALPix map: a column of its table, or an image. */
export interface HealpixColumn {
  name: string
  unit: string | null
  /** how the values are stored: float32, float64, uint8, int16, int32 or int64 */
  type: string
  /** position among `columns` */
  index: number
  hdu: FitsHdu
  form: ColumnForm
}

/** What the headers say of a HEALPix map. */
export interface HealpixHeader {
  file: string
  nside: number
  ordering: Ordering
  coordsys: Coordsys
  indexing: 'implicit' | 'explicit'
  columns: HealpixColumn[]
  /** the column of pixel numbers of an explicit map */
  pixels: ColumnForm | null
  /** bytes of a row and number of rows; an image is one row */
  shape: { rowBytes: number; rows: number }
  /** the map's own mark for a missing value (BAD_DATA), besides UNSEEN and NaN */
  badValue: number | null
}

/**
 * Reads the header of the first HEALPix map of a file: a binary table, or images of 12 nside^2 pixels.
 * @throws FitsError if the file is damaged or holds no such map
 */
export async function readHealpixHeader(path: string): Promise<HealpixHeader> {
  return withByteSource(path, async (source) => {
    const seen: FitsHdu[] = []
    const header = await findHealpix(source, seen)
    if (header) return header
    throw new FitsError(
      path,
      describeHdus(seen),
      'none of these is a HEALPix map (no NSIDE, ORDERING or PIXTYPE card); choose another file',
    )
  })
}

/** The first HEALPix map, or null if no HDU claims to be one; the HDUs looked at are added to `seen`. @throws FitsError */
export async function findHealpix(source: ByteSource, seen: FitsHdu[]): Promise<HealpixHeader | null> {
  const compressed: FitsHdu[] = []
  for await (const hdu of walkHdus(source)) {
    seen.push(hdu)
    if (hdu.kind === 'table' && claimsHealpix(hdu.header)) return tableMap(source, hdu)
    if (hdu.kind === 'image' && hdu.axes.length === 1 && hdu.axes[0] > 0 && hdu.header.get('NSIDE') !== undefined) {
      return imageMap(source, hdu.header, [hdu])
    }
    if (hdu.kind === 'compressed image' && hdu.header.number('ZNAXIS') === 1) compressed.push(hdu)
  }
  const cards = [seen[0]?.header, compressed[0]?.header].find((header) => header?.get('NSIDE') !== undefined)
  return cards && compressed.length > 0 ? imageMap(source, cards, compressed) : null
}

function tableMap(source: ByteSource, hdu: FitsHdu): HealpixHeader {
  const { file } = source
  const { header } = hdu
  const place = `HDU ${hdu.index}`
  if (/^(NUNIQ|UNIQ|RANGE)$/i.test(header.text('ORDERING') ?? '')) {
    throw new FitsError(
      file,
      `${place}, card ORDERING`,
      `${header.text('ORDERING')} is a list of cells of several orders (a MOC or a multi-order map), not a map of one nside; choose a map in RING or NESTED order`,
    )
  }
  const columns = tableColumns(file, hdu)
  const rows = hdu.axes[1] ?? 0
  const pixels = pixelColumn(file, hdu, columns)
  const count = Math.max(0, ...columns.map((column) => column.form.repeat * rows))
  const nside = readNside(file, hdu, header, pixels ? null : count)
  const wanted = pixels ? pixels.form.repeat * rows : 12 * nside * nside
  const values = columns.filter((column) => column !== pixels && column.form.repeat * rows === wanted)
  if (values.length === 0) {
    const found = pixels ? 'no column of values beside its pixel numbers' : `${count} values`
    const name = hdu.name ? ` (${hdu.name})` : ''
    throw new FitsError(
      file,
      `${place}${name}`,
      `nside ${nside} asks for ${wanted} values a column, but the table has ${found}; it is not a map, so choose another file`,
    )
  }
  const ordering = readOrdering(file, hdu, header)
  requirePowerOfTwo(file, place, nside, ordering)
  requireData(source, hdu)
  return {
    file,
    nside,
    ordering,
    coordsys: readCoordsys(header),
    indexing: pixels ? 'explicit' : 'implicit',
    columns: values.map(({ name, unit, form }, index) => ({
      name,
      unit,
      type: valueTypes[form.code].type,
      index,
      hdu,
      form,
    })),
    pixels: pixels?.form ?? null,
    shape: { rowBytes: hdu.axes[0], rows },
    badValue: header.number('BAD_DATA') ?? null,
  }
}

function requirePowerOfTwo(file: string, place: string, nside: number, ordering: Ordering): void {
  if (ordering === 'NESTED' && (nside & (nside - 1)) !== 0) {
    throw new FitsError(
      file,
      `${place}, card NSIDE`,
      `${nside} is not a power of two, as NESTED order needs; get the map in RING order`,
    )
  }
}

const pixelName =
  /^(I?PIX|I?PIXEL|H?PIXEL|HPIX|HPX|PIXNUM|PIXEL_?(NUMBER|INDEX|ID)|HEALPIX(_?(ID|PIXEL|INDEX|PIX))?)S?$/i

/** The column of pixel numbers, if the map is explicit: its first one, of integers. */
function pixelColumn(file: string, hdu: FitsHdu, columns: TableColumn[]): TableColumn | null {
  const scheme = hdu.header.text('INDXSCHM')?.toUpperCase()
  const first = columns[0]
  const usable = first !== undefined && isInteger(first.form.code)
  if (scheme === 'EXPLICIT' || scheme === 'SPARSE') {
    if (usable) return first
    throw new FitsError(
      file,
      `HDU ${hdu.index}, card INDXSCHM`,
      `${scheme} asks for a first column of whole pixel numbers, which is not there; write the map again with one`,
    )
  }
  return usable && columns.length > 1 && scheme !== 'IMPLICIT' && pixelName.test(first.name) ? first : null
}
