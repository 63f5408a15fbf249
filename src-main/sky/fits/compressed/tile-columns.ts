import { FitsError } from '../fits-error.ts'
import type { FitsHdu } from '../hdu.ts'
import { tableColumns } from '../table-columns.ts'
import { unpackCommand } from '../unpack-command.ts'

/** A column of arrays in the heap: its descriptor's place in the row, and the type of the elements. */
export interface HeapColumn {
  offset: number
  /** P: two 32-bit integers, Q: two 64-bit ones */
  descriptor: 'P' | 'Q'
  /** TFORM letter of the elements */
  element: string
}

/** A number in the row. */
export interface NumberColumn {
  offset: number
  read: 'getInt16' | 'getInt32' | 'getFloat32' | 'getFloat64'
}

/** The columns of a tile-compressed image (FITS 4.0, Sec. 10.1.3); null where there is none. */
export interface TileColumns {
  compressed: HeapColumn | null
  /** for tiles of floats that could not be quantised */
  gzip: HeapColumn | null
  uncompressed: HeapColumn | null
  scale: NumberColumn | null
  zero: NumberColumn | null
  blank: NumberColumn | null
}

const readers = { I: 'getInt16', J: 'getInt32', E: 'getFloat32', D: 'getFloat64' } as const

/** @throws FitsError if the columns do not fill the row, or none of them holds tiles */
export function locateTileColumns(file: string, hdu: FitsHdu): TileColumns {
  const refuse = (reason: string): never => {
    throw new FitsError(
      file,
      `HDU ${hdu.index}, TFORM cards`,
      `${reason}; decompress it first: ${unpackCommand('funpack', file)}`,
    )
  }
  if (hdu.axes.length !== 2) refuse('a compressed image must be a table of two axes')
  const places = placesOf(file, hdu)
  const heap = (name: string): HeapColumn | null => {
    const place = places.get(name)
    if (!place) return null
    const match = /^[01]?([PQ])([BIJKED])/.exec(place.format)
    if (!match) return refuse(`column ${name} of the format ${place.format} is not supported`)
    return { offset: place.offset, descriptor: match[1] as 'P' | 'Q', element: match[2] }
  }
  const number = (name: string): NumberColumn | null => {
    const place = places.get(name)
    if (!place) return null
    const letter = place.format.replace(/^1/, '')
    if (!(letter in readers)) return refuse(`column ${name} of the format ${place.format} is not supported`)
    return { offset: place.offset, read: readers[letter as keyof typeof readers] }
  }
  const columns = {
    compressed: heap('COMPRESSED_DATA'),
    gzip: heap('GZIP_COMPRESSED_DATA'),
    uncompressed: heap('UNCOMPRESSED_DATA'),
    scale: number('ZSCALE'),
    zero: number('ZZERO'),
    blank: number('ZBLANK'),
  }
  if (!columns.compressed && !columns.gzip && !columns.uncompressed) refuse('there is no column COMPRESSED_DATA')
  return columns
}

function placesOf(file: string, hdu: FitsHdu): Map<string, { offset: number; format: string }> {
  const places = new Map<string, { offset: number; format: string }>()
  tableColumns(file, hdu).forEach(({ name, offset }, i) => {
    places.set(name.toUpperCase(), { offset, format: (hdu.header.text(`TFORM${i + 1}`) ?? '').toUpperCase() })
  })
  return places
}
