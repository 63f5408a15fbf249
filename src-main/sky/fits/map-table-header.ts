import { npixOf, type Frame, type Ordering } from '../../../src-shared/sky/healpix/map.ts'
import { formatHeader, type WrittenCard } from './write.ts'

/** What the header of a map's table says. */
export interface MapTable {
  nside: number
  ordering: Ordering
  /** null if it is not known; the card is then left out */
  coordsys: Frame | null
  indexing: 'implicit' | 'explicit'
  rowBytes: number
  rows: number
  fields: readonly MapField[]
  /** cards after those of the map */
  cards: readonly WrittenCard[]
  history: readonly string[]
}

/** A column of the table; the cards after its TTYPE are given without the column's number. */
export interface MapField {
  name: string
  cards: readonly WrittenCard[]
}

/**
 * The headers of a HEALPix map as HEALPix programs write it: an empty primary HDU, and a binary table (FITS 4.0, Sec.
 * 7.3) with the cards of the HEALPix facility.
 */
export function formatMapHeaders(table: MapTable): Uint8Array {
  const { nside, ordering, coordsys, indexing, fields } = table
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
      { keyword: 'NAXIS1', value: table.rowBytes, comment: 'bytes in a row' },
      { keyword: 'NAXIS2', value: table.rows, comment: 'rows' },
      { keyword: 'PCOUNT', value: 0 },
      { keyword: 'GCOUNT', value: 1 },
      { keyword: 'TFIELDS', value: fields.length },
      ...fields.flatMap(({ name, cards }, i) =>
        [{ keyword: 'TTYPE', value: name }, ...cards].map((card) => ({ ...card, keyword: `${card.keyword}${i + 1}` })),
      ),
      { keyword: 'PIXTYPE', value: 'HEALPIX', comment: 'HEALPix pixelisation' },
      { keyword: 'ORDERING', value: ordering, comment: 'pixel ordering scheme' },
      ...(coordsys === null
        ? []
        : [{ keyword: 'COORDSYS', value: coordsys, comment: 'G Galactic, C celestial, E ecliptic' }]),
      { keyword: 'NSIDE', value: nside, comment: 'resolution parameter' },
      ...(indexing === 'implicit'
        ? [
            { keyword: 'FIRSTPIX', value: 0 },
            { keyword: 'LASTPIX', value: npixOf(nside) - 1 },
            { keyword: 'INDXSCHM', value: 'IMPLICIT', comment: 'every pixel, in order' },
            { keyword: 'OBJECT', value: 'FULLSKY' },
          ]
        : [
            { keyword: 'INDXSCHM', value: 'EXPLICIT', comment: 'the pixels of column PIXEL' },
            { keyword: 'OBJECT', value: 'PARTIAL' },
          ]),
      ...table.cards,
    ],
    table.history,
  )
  return Buffer.concat([primary, header])
}
