import { npixOf, type Frame, type Ordering } from '../../../src-shared/sky/healpix/map.ts'
import { blockLength } from './hdu.ts'
import { formatMapHeaders } from './map-table-header.ts'
import type { WrittenCard } from './write.ts'

/** A full HEALPix map of one column, stored as 16-bit integers. */
export interface Int16Map {
  nside: number
  ordering: Ordering
  coordsys: Frame
  /** TTYPE1 and TUNIT1 */
  name: string
  unit: string
  /** 12 nside^2 integers; the value is zero + scale * stored; `nullValue` is a missing one */
  stored: Int16Array
  scale: number
  zero: number
  nullValue: number
  /** if set, the values are logarithms to this base (card TEXPB1, see tableColumns) */
  exponentBase?: number
  cards: readonly WrittenCard[]
  history: readonly string[]
}

/**
 * The bytes of a FITS file with an empty primary HDU and a binary table, 1024 pixels per row if that divides the map,
 * otherwise one. Maps of floating-point numbers: `writeHealpixMap`.
 * @throws RangeError if `stored` is not 12 nside^2 long
 */
export function formatInt16Map(map: Int16Map): Uint8Array {
  const { nside, stored } = map
  const count = npixOf(nside)
  if (stored.length !== count) throw new RangeError(`nside ${nside} needs ${count} values, not ${stored.length}`)
  const repeat = pixelsInRow(nside)
  const headers = formatMapHeaders({
    ...map,
    indexing: 'implicit',
    rowBytes: 2 * repeat,
    rows: count / repeat,
    fields: [
      {
        name: map.name,
        cards: [
          { keyword: 'TFORM', value: `${repeat}I`, comment: '16-bit integers' },
          { keyword: 'TUNIT', value: map.unit, comment: 'unit of TZERO1 + TSCAL1 * integer' },
          { keyword: 'TSCAL', value: map.scale },
          { keyword: 'TZERO', value: map.zero },
          { keyword: 'TNULL', value: map.nullValue, comment: 'no value' },
          ...(map.exponentBase === undefined
            ? []
            : [{ keyword: 'TEXPB', value: map.exponentBase, comment: 'the quantity is TEXPB1 ** column' }]),
        ],
      },
    ],
  })
  const data = Buffer.alloc(Math.ceil((2 * count) / blockLength) * blockLength)
  for (let i = 0; i < count; i++) data.writeInt16BE(stored[i], 2 * i)
  return Buffer.concat([headers, data])
}

/** Pixels in a row of a full map's table, as HEALPix programs write it: 1024 if that divides the map, otherwise one. */
export const pixelsInRow = (nside: number): number => (npixOf(nside) % 1024 === 0 ? 1024 : 1)
