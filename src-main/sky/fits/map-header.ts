import type { Frame, Ordering } from '../../../src-shared/sky/healpix/map.ts'
import type { PolarisationConvention } from '../../../src-shared/sky/polarisation.ts'
import type { Equinox } from '../../../src-shared/sky/precession.ts'
import type { CelestialWcs } from '../../../src-shared/sky/projection/wcs/celestial-wcs.ts'
import type { ColumnForm } from './column-form.ts'
import type { Coordsys } from './frame-words.ts'
import type { FitsHdu } from './hdu.ts'
import type { FitsHeader } from './header.ts'

/** One quantity of a map: a column of its table, a bit of a bit column, an image, or a plane of one. */
export interface StoredColumn {
  /** TTYPE or similar; '(HDU 2)' or '(column 3)' is appended if an earlier column of the file has this name */
  name: string
  unit: string | null
  /** type of the values: bool, bit, (u)int8 to (u)int64, float32 or float64 */
  type: string
  /** position among the columns of all maps of the file, from 0 */
  index: number
  hdu: FitsHdu
  form: ColumnForm
}

/** What the headers of any map say. */
interface StoredMap {
  file: string
  coordsys: Coordsys
  /** sign convention of U: as given, or the card POLCCONV (`conventionOf`) */
  polcconv: string | null
  columns: StoredColumn[]
  /** columns of the table that can't be read as map values, and why */
  leftOut: { name: string; reason: string }[]
  /** bytes of a row and number of rows; an image is one row */
  shape: { rowBytes: number; rows: number }
  /** the map's own marker for missing values (BAD_DATA), besides UNSEEN and NaN */
  badValue: number | null
  /** all cards: those of the HDU, then those of the primary header */
  cards: FitsHeader
}

/** The headers of a HEALPix map: one table, or one or more images of 12 nside^2 pixels. */
export interface HealpixHeader extends StoredMap {
  kind: 'healpix'
  /** of its coordinates, if that is not J2000, of which `coordsys` is then the frame (`anyEquinox`) */
  equinox?: Equinox
  nside: number
  ordering: Ordering
  indexing: 'implicit' | 'explicit'
  /** the column of pixel numbers of an explicit map */
  pixels: ColumnForm | null
  /** pixel of the first value of an implicit map (FIRSTPIX); 0 unless it is partial */
  firstPixel: number
  /** whether the table has a value for each of the 12 nside^2 pixels, in order */
  full: boolean
}

/** The header of an image with celestial coordinates. Its planes are columns. */
export interface ImageHeader extends StoredMap {
  kind: 'image'
  width: number
  height: number
  wcs: CelestialWcs
}

export type MapHeader = HealpixHeader | ImageHeader

/** A column, and the map it belongs to. */
export interface ChosenColumn<Header extends MapHeader = MapHeader> {
  header: Header
  column: StoredColumn
}

export interface HeaderOptions {
  /** the frame of the map, overriding its cards */
  coordsys?: Frame
  /** the sign convention of U, overriding its card */
  polcconv?: PolarisationConvention
  /** whether a HEALPix map of another equinox than J2000 is not refused */
  anyEquinox?: boolean
}
