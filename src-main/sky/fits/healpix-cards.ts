import { MAX_NSIDE, type Ordering } from '../../../src-shared/sky/healpix/map.ts'
import { FitsError } from './fits-error.ts'
import type { FitsHdu } from './hdu.ts'
import { makeHeader, type FitsHeader } from './header.ts'

/** The cards of a map: those of its HDU, completed by those of the primary header. */
export interface MapCards {
  /** the HDU of the map, and the primary HDU */
  hdus: FitsHdu[]
  header: FitsHeader
  /** the location of a card, for error messages: 'HDU 0, card NSIDE'; the map's HDU if the card is missing */
  place(keyword: string): string
}

/** @param primary the first HDU of the file */
export function mapCards(hdu: FitsHdu, primary: FitsHdu): MapCards {
  const hdus = hdu === primary ? [hdu] : [hdu, primary]
  return {
    hdus,
    header: makeHeader(hdus.flatMap(({ header }) => header.cards)),
    place(keyword) {
      const { index } = hdus.find(({ header }) => header.get(keyword) !== undefined) ?? hdu
      return `HDU ${index}, card ${keyword}`
    },
  }
}

/** Whether a header has the cards of a HEALPix map. */
export function claimsHealpix(header: FitsHeader): boolean {
  const ordering = header.text('ORDERING') ?? ''
  return (
    header.text('PIXTYPE')?.toUpperCase() === 'HEALPIX' ||
    header.get('NSIDE') !== undefined ||
    /^(RING|NEST|NUNIQ|UNIQ)/i.test(ordering)
  )
}

/**
 * NSIDE, as a number or as text, or else the nside of a full map with this many values.
 * @param count values of a full map; null if the map is not full
 * @throws FitsError
 */
export function readNside(file: string, { header, place }: MapCards, count: number | null): number {
  const nside =
    header.number('NSIDE') ?? (header.get('NSIDE') === undefined && count ? Math.sqrt(count / 12) : undefined)
  if (nside === undefined || !Number.isInteger(nside) || nside < 1) {
    const reason =
      header.get('NSIDE') === undefined ? 'the card is missing' : `${header.text('NSIDE')} is not a whole number`
    throw new FitsError(
      file,
      place('NSIDE'),
      `${reason}, so the resolution is not known; correct the card, or choose another file`,
    )
  }
  if (nside > MAX_NSIDE) {
    throw new FitsError(
      file,
      place('NSIDE'),
      `${nside} is more than the supported ${MAX_NSIDE}; degrade the map first, for instance with healpy.ud_grade`,
    )
  }
  return nside
}

/**
 * ORDERING, or else the NEST or NESTED card that some programs write.
 * @throws FitsError if there is none, as a guess would scramble the map; or for NESTED if nside is not a power of two
 */
export function readOrdering(file: string, cards: MapCards, nside: number): Ordering {
  const ordering = orderingOf(file, cards)
  if (ordering === 'NESTED' && (nside & (nside - 1)) !== 0) {
    throw new FitsError(
      file,
      cards.place('NSIDE'),
      `${nside} is not a power of two, as NESTED order requires; use the map in RING order`,
    )
  }
  return ordering
}

function orderingOf(file: string, { header, place }: MapCards): Ordering {
  const text = header.text('ORDERING')?.toUpperCase()
  if (text?.startsWith('RING')) return 'RING'
  if (text?.startsWith('NEST')) return 'NESTED'
  if (text !== undefined) {
    throw new FitsError(
      file,
      place('ORDERING'),
      `${text} is neither RING nor NESTED; correct the card, or choose another file`,
    )
  }
  const nested = header.get('NESTED') ?? header.get('NEST')
  if (nested === true || nested === 1) return 'NESTED'
  if (nested === false || nested === 0) return 'RING'
  throw new FitsError(
    file,
    place('ORDERING'),
    'the card is missing, so the order of the pixels is not known; add ORDERING = RING or NESTED',
  )
}
