import { blockLength } from './hdu.ts'
import { formatHeader, type WrittenCard } from './write.ts'

/** A full HEALPix map of one column, stored as 16-bit integers. */
export interface Int16Map {
  nside: number
  ordering: 'RING' | 'NESTED'
  coordsys: 'G' | 'C' | 'E'
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
 * The bytes of a FITS file with an empty primary HDU and a binary table, as HEALPix programs write it: 1024 pixels per
 * row if that divides the map, otherwise one (FITS 4.0, Sec. 7.3).
 * @throws RangeError if `stored` is not 12 nside^2 long
 */
export function formatInt16Map(map: Int16Map): Uint8Array {
  const { nside, stored } = map
  const count = 12 * nside * nside
  if (stored.length !== count) throw new RangeError(`nside ${nside} needs ${count} values, not ${stored.length}`)
  const repeat = count % 1024 === 0 ? 1024 : 1
  const primary = formatHeader([
    { keyword: 'SIMPLE', value: true, comment: 'FITS standard' },
    { keyword: 'BITPIX', value: 8 },
    { keyword: 'NAXIS', value: 0, comment: 'no data in the primary HDU' },
    { keyword: 'EXTEND', value: true, comment: 'the map is in the extension' },
  ])
  const header = formatHeader(
    [
      { keyword: 'XTENSION', value: 'BINTABLE', comment: 'binary table extension' },
      { keyword: 'BITPIX', value: 8 },
      { keyword: 'NAXIS', value: 2 },
      { keyword: 'NAXIS1', value: 2 * repeat, comment: 'bytes in a row' },
      { keyword: 'NAXIS2', value: count / repeat, comment: 'rows' },
      { keyword: 'PCOUNT', value: 0 },
      { keyword: 'GCOUNT', value: 1 },
      { keyword: 'TFIELDS', value: 1 },
      { keyword: 'TTYPE1', value: map.name },
      { keyword: 'TFORM1', value: `${repeat}I`, comment: '16-bit integers' },
      { keyword: 'TUNIT1', value: map.unit, comment: 'unit of TZERO1 + TSCAL1 * integer' },
      { keyword: 'TSCAL1', value: map.scale },
      { keyword: 'TZERO1', value: map.zero },
      { keyword: 'TNULL1', value: map.nullValue, comment: 'no value' },
      ...(map.exponentBase === undefined
        ? []
        : [{ keyword: 'TEXPB1', value: map.exponentBase, comment: 'the quantity is TEXPB1 ** column' }]),
      { keyword: 'PIXTYPE', value: 'HEALPIX', comment: 'HEALPix pixelisation' },
      { keyword: 'ORDERING', value: map.ordering, comment: 'pixel ordering scheme' },
      { keyword: 'COORDSYS', value: map.coordsys, comment: 'G Galactic, C celestial, E ecliptic' },
      { keyword: 'NSIDE', value: nside, comment: 'resolution parameter' },
      { keyword: 'FIRSTPIX', value: 0 },
      { keyword: 'LASTPIX', value: count - 1 },
      { keyword: 'INDXSCHM', value: 'IMPLICIT', comment: 'every pixel, in order' },
      { keyword: 'OBJECT', value: 'FULLSKY' },
      ...map.cards,
    ],
    map.history,
  )
  const data = Buffer.alloc(Math.ceil((2 * count) / blockLength) * blockLength)
  for (let i = 0; i < count; i++) data.writeInt16BE(stored[i], 2 * i)
  return Buffer.concat([primary, header, data])
}
