import { FitsError } from './fits-error.ts'
import type { FitsHdu } from './hdu.ts'
import type { FitsHeader } from './header.ts'

export type Ordering = 'RING' | 'NESTED'
/** Galactic, celestial (equatorial), ecliptic, or not said. */
export type Coordsys = 'G' | 'C' | 'E' | null

/** A full map above this nside has 3.2 billion pixels and more; none is published. */
const largestNside = 8192

/** Whether a table's header uses the words of HEALPix. */
export function claimsHealpix(header: FitsHeader): boolean {
  const ordering = header.text('ORDERING') ?? ''
  return (
    header.text('PIXTYPE')?.toUpperCase() === 'HEALPIX' ||
    header.get('NSIDE') !== undefined ||
    /^(RING|NEST|NUNIQ|UNIQ)/i.test(ordering)
  )
}

/**
 * NSIDE, given as number or as text, or else what the number of values of a full map implies.
 * @param count values of a full map; null if the map is not full
 * @throws FitsError
 */
export function readNside(file: string, hdu: FitsHdu, header: FitsHeader, count: number | null): number {
  const place = `HDU ${hdu.index}, card NSIDE`
  const nside =
    header.number('NSIDE') ?? (header.get('NSIDE') === undefined && count ? Math.sqrt(count / 12) : undefined)
  if (nside === undefined || !Number.isInteger(nside) || nside < 1) {
    const reason =
      header.get('NSIDE') === undefined ? 'the card is missing' : `${header.text('NSIDE')} is not a whole number`
    throw new FitsError(file, place, `${reason}, so the resolution is not known; add the card, or choose another file`)
  }
  if (nside > largestNside) {
    throw new FitsError(
      file,
      place,
      `${nside} is more than the ${largestNside} that can be held; degrade the map first`,
    )
  }
  return nside
}

/**
 * ORDERING, or else the NEST or NESTED card that some programs write.
 * @throws FitsError if none says it: a guess would scramble the map
 */
export function readOrdering(file: string, hdu: FitsHdu, header: FitsHeader): Ordering {
  const text = header.text('ORDERING')?.toUpperCase()
  if (text?.startsWith('RING')) return 'RING'
  if (text?.startsWith('NEST')) return 'NESTED'
  const place = `HDU ${hdu.index}, card ORDERING`
  if (text !== undefined) {
    throw new FitsError(file, place, `${text} is neither RING nor NESTED; correct the card, or choose another file`)
  }
  const nested = header.get('NESTED') ?? header.get('NEST')
  if (nested === true || nested === 1) return 'NESTED'
  if (nested === false || nested === 0) return 'RING'
  throw new FitsError(
    file,
    place,
    'the card is missing, so the order of the pixels is not known; add ORDERING = RING or NESTED',
  )
}

/** COORDSYS (or FRAME) as HEALPix' letter; what is not one of the known names is null. */
export function readCoordsys(header: FitsHeader): Coordsys {
  const text = (header.text('COORDSYS') ?? header.text('FRAME') ?? '').toUpperCase()
  if (/^(G|GAL|GALACTIC)$/.test(text)) return 'G'
  if (/^(E|ECL|ECLIPTIC)$/.test(text)) return 'E'
  return /^(C|Q|CEL|CELESTIAL|EQ|EQU|EQUATORIAL|ICRS|FK5|J2000)$/.test(text) ? 'C' : null
}
