import type { Equinox } from '../../../src-shared/sky/precession.ts'
import { FitsError } from './fits-error.ts'
import { frameOf } from './frame-words.ts'
import type { FitsHdu } from './hdu.ts'

/** Equinoxes nearer than this to J2000, in years, are taken as J2000. */
const rounding = 0.0005

/** Without RADESYS, years before this are Besselian and in FK4 (FITS 4.0, Sec. 8.3). */
const firstOfFk5 = 1984

/**
 * The equinox of an image's equatorial or ecliptic coordinates; undefined for those of J2000 and ICRS, which Cirrus does
 * not distinguish.
 * @throws FitsError for another reference system, and for a year that no equinox has
 */
export function readEquinox(file: string, { header, index }: FitsHdu, frame: 'C' | 'E'): Equinox | undefined {
  const refuse = (card: string, reason: string): never => {
    throw new FitsError(file, `HDU ${index}, card ${card}`, reason)
  }
  const keyword = header.text('RADESYS') === undefined ? 'RADECSYS' : 'RADESYS'
  const named = header.text(keyword)?.toUpperCase()
  const system = named === undefined || frameOf(named) === null ? undefined : named
  if (system === 'ICRS') return undefined
  const year = header.number('EQUINOX') ?? epochOf(header.number('EPOCH'))
  const card = header.number('EQUINOX') === undefined ? 'EPOCH' : 'EQUINOX'
  if (year !== undefined && !(year >= 1500 && year <= 2500))
    refuse(card, `${year} is not the year of an equinox; correct the card`)
  if (system === undefined && year === undefined) return undefined
  const found = system ?? (year! < firstOfFk5 ? 'FK4' : 'FK5')
  if (found === 'FK5') {
    return year === undefined || Math.abs(year - 2000) < rounding ? undefined : { frame, system: 'FK5', year }
  }
  if (found !== 'FK4' && found !== 'FK4-NO-E')
    return refuse(
      keyword,
      `${found} is not supported (ICRS, FK5, FK4 and FK4-NO-E are); resample the image first, for instance with reproject`,
    )
  if (frame === 'E')
    refuse(
      system === undefined ? card : keyword,
      `ecliptic coordinates in ${found} are not defined well enough; resample the image to those of J2000 first`,
    )
  return { frame, system: found, year: year ?? 1950 }
}

/** EPOCH was the equinox once; today it may be the date of the observation, so only the two usual equinoxes count. */
const epochOf = (epoch: number | undefined) => (epoch === 1950 || epoch === 2000 ? epoch : undefined)
