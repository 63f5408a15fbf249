import { convert } from '../../src-shared/sky/frames.ts'
import { formatFixed, formatLat, formatLon } from '../../src-shared/text/format.ts'
import type { Position } from '../../src-shared/sky/position.ts'

/** Format of right ascension and declination. */
export type EquatorialFormat = 'degrees' | 'sexagesimal'

const two = (value: number) => String(value).padStart(2, '0')

/** Splits seconds into hours or degrees, minutes and seconds: 3661.5 is 1, 1, 1.5. Rounds before splitting. */
function sixtieths(value: number, decimals: number): [whole: number, minutes: number, seconds: string] {
  const scale = 10 ** decimals
  const rounded = Math.round(value * scale) / scale
  const seconds = rounded % 60
  const minutes = Math.floor(rounded / 60) % 60
  return [Math.floor(rounded / 3600), minutes, seconds.toFixed(decimals).padStart(decimals > 0 ? 3 + decimals : 2, '0')]
}

/**
 * Right ascension and declination (J2000) of a Galactic position: in degrees, or sexagesimal to a similar precision,
 * 0.1 s and 1 arcsec.
 */
export function formatEquatorial({ lon, lat }: Position, as: EquatorialFormat): { ra: string; dec: string } {
  const [ra, dec] = convert('G', 'C', lon, lat)
  if (as === 'degrees') return { ra: `${formatLon(ra)}°`, dec: `${formatLat(dec)}°` }
  const [h, m, s] = sixtieths(ra * 240, 1)
  const [d, arcmin, arcsec] = sixtieths(Math.abs(dec) * 3600, 0)
  const sign = dec < 0 ? '−' : '+'
  return { ra: `${two(h % 24)}h${two(m)}m${s}s`, dec: `${sign}${two(d)}°${two(arcmin)}′${arcsec}″` }
}

/** A position as text for other programs: Galactic and equatorial (J2000) degrees, with plain signs. */
export function formatPosition(position: Position): string {
  const [ra, dec] = convert('G', 'C', position.lon, position.lat)
  const plain = (value: number) => formatFixed(value, 5).replace('−', '-')
  return `l ${plain(position.lon)} b ${plain(position.lat)}  RA ${plain(ra)} Dec ${plain(dec)}`
}
