import { convert } from './frames.ts'
import type { Frame } from './healpix/map.ts'
import { wrapLongitude, type Position } from './position.ts'

/** Words that name a frame before a position, as people and FITS headers write them. */
const frameWords: readonly [RegExp, Frame][] = [
  [/^(gal(actic)?|g|l)\b\s*[:=]?/i, 'G'],
  [/^(icrs|fk5|j2000|equ(atorial)?|radec|ra|c)\b\s*[:=]?/i, 'C'],
  [/^(ecl(iptic)?|e|lambda)\b\s*[:=]?/i, 'E'],
]
/** Names of the two coordinates, which say no more than the order does. */
const labels = /\b(lon|lat|l|b|ra|dec|glon|glat|lambda|beta)\b\s*[:=]?/gi
const minus = /[−–]/g
const number = String.raw`\d+(?:\.\d*)?|\.\d+`
/** Hours or degrees, minutes, seconds: "05h34m31.9s", "+22°00′52″", "05:34:31.9". */
const sexagesimal = String.raw`([+-]?\d+)\s*(?:h|d|°|:)\s*(\d+(?:\.\d*)?)\s*(?:m|′|'|:)?\s*(?:(${number})\s*(?:s|″|"|'')?)?`
const sexagesimalPair = new RegExp(String.raw`^${sexagesimal}[\s,]+${sexagesimal}$`, 'i')
const decimalPair = new RegExp(String.raw`^([+-]?(?:${number}))\s*°?(?:\s*[, ]\s*|\s+)([+-]?(?:${number}))\s*°?$`)

/** A position that was typed, in Galactic degrees, and the frame it was read in. */
export interface TypedPosition extends Position {
  frame: Frame
}

/**
 * A position as people type or paste it: "120.5 -30" in Galactic degrees, or after a word for another frame, as in
 * "RA 83.63 Dec 22.01", "J2000 05:34:31.9 +22:00:52" or "ecl 84.1 -1.3". Sexagesimal positions are equatorial (J2000),
 * with right ascension in hours.
 * @returns null for text that is no position, such as a name
 * @throws RangeError for a latitude beyond the poles, or minutes and seconds from 60 on
 */
export function parsePosition(text: string): TypedPosition | null {
  const plain = text.trim().replace(minus, '-')
  const frame = frameWords.find(([word]) => word.test(plain))?.[1]
  const bare = frameWords
    .reduce((rest, [word]) => rest.replace(word, ''), plain)
    .replace(labels, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const decimal = decimalPair.exec(bare)
  if (decimal) return inGalactic(frame ?? 'G', Number(decimal[1]), Number(decimal[2]))
  const parts = sexagesimalPair.exec(bare)
  if (!parts) return null
  // Hours are of right ascension alone.
  const turn = (frame ?? 'C') === 'C' && !/^[+-]?\d+\s*[d°]/i.test(bare) ? 15 : 1
  return inGalactic(frame ?? 'C', turn * sixtieths(parts.slice(1, 4)), sixtieths(parts.slice(4, 7)))
}

function inGalactic(frame: Frame, lon: number, lat: number): TypedPosition {
  if (Math.abs(lat) > 90) throw new RangeError(`the latitude ${lat} is beyond the poles: give one from -90 to 90`)
  const [galacticLon, galacticLat] = convert(frame, 'G', wrapLongitude(lon), lat)
  return { lon: galacticLon, lat: galacticLat, frame }
}

/** "-12", "30", "36" is -12.51. The sign is read from the text, as -0 has one too. */
function sixtieths([whole, minutes, seconds = '0']: readonly string[]): number {
  for (const part of [minutes, seconds])
    if (Number(part) >= 60) throw new RangeError(`${part} minutes or seconds: give less than 60`)
  const size = Math.abs(Number(whole)) + Number(minutes) / 60 + Number(seconds) / 3600
  return whole.startsWith('-') ? -size : size
}
