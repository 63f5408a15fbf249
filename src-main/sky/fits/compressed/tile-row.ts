import { FitsError } from '../fits-error.ts'
import type { CompressedImage } from './compressed-image.ts'
import type { HeapColumn } from './tile-columns.ts'

/** One row of the table of tiles. */
export interface TileRow {
  /** how messages name it: 'HDU 1, row 2' */
  place: string
  /** which column holds the tile */
  storage: 'compressed' | 'gzip' | 'uncompressed'
  /** TFORM letter of the elements of that column */
  element: string
  bytes: Uint8Array
  scale: number
  zero: number
  /** the stored integer that means "no value" */
  blank: number | null
}

const elementBytes: Record<string, number> = { B: 1, I: 2, J: 4, E: 4, K: 8, D: 8 }

/**
 * Row `index` of the table, from 0, of an image whose data (table, gap and heap) are `data`.
 * @throws FitsError if the tile is missing, or lies outside the heap
 */
export function readTileRow(file: string, image: CompressedImage, data: Uint8Array, index: number): TileRow {
  const { hdu, columns } = image
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const row = index * hdu.axes[0]
  const place = `HDU ${hdu.index}, row ${index + 1}`
  const number = (column: 'scale' | 'zero' | 'blank'): number | undefined => {
    const found = columns[column]
    return found ? view[found.read](row + found.offset) : undefined
  }
  for (const storage of ['compressed', 'gzip', 'uncompressed'] as const) {
    const column = columns[storage]
    const descriptor = column && readDescriptor(view, row, column)
    if (!descriptor || descriptor.count === 0) continue
    const begin = (hdu.header.number('THEAP') ?? hdu.axes[0] * hdu.axes[1]) + descriptor.at
    const end = begin + descriptor.count * elementBytes[column.element]
    if (!(descriptor.count > 0 && begin >= 0 && end <= data.length)) {
      throw new FitsError(
        file,
        place,
        'the tile lies outside the data of the HDU, so the file is damaged; get a fresh copy',
      )
    }
    return {
      place,
      storage,
      element: column.element,
      bytes: data.subarray(begin, end),
      scale: number('scale') ?? image.scale,
      zero: number('zero') ?? image.zero,
      blank: number('blank') ?? hdu.header.number('ZBLANK') ?? hdu.header.number('BLANK') ?? null,
    }
  }
  throw new FitsError(file, place, 'the tile has no data in any column, so the file is damaged; get a fresh copy')
}

/** Number of elements, and the byte of the heap where they begin. */
function readDescriptor(view: DataView, row: number, { offset, descriptor }: HeapColumn) {
  const at = row + offset
  if (descriptor === 'P') return { count: view.getInt32(at), at: view.getInt32(at + 4) }
  return { count: Number(view.getBigInt64(at)), at: Number(view.getBigInt64(at + 8)) }
}
