import type { Frame } from '../../../src-shared/sky/healpix/map.ts'

/** The frame in a header; null if there is none. */
export type Coordsys = Frame | null

const spellings: [Frame, RegExp][] = [
  ['G', /^(G|GAL|GALACTIC|GALACTICII|GLON|GLAT|GLONGLAT|LB|LIIBII)$/],
  ['C', /^(C|Q|CEL|EQ|EQU|EQJ|RA|DEC|RADEC|FK5|ICRS|ICRF)$/],
  ['E', /^(E|ECL|ECLJ|ELON|ELAT|ELONELAT)$/],
]

/** Words that are recognised cut off, as in a card of eight characters, and with one letter wrong. */
const names: [Frame, string][] = [
  ['G', 'GALACTIC'],
  ['C', 'CELESTIAL'],
  ['C', 'EQUATORIAL'],
  ['E', 'ECLIPTIC'],
]
const shortest = 4

const notGiven =
  /^(|NONE|NA|NULL|UNKNOWN|UNKN|UNDEF|UNDEFINED|UNSPEC|UNSPECIF|UNSPECIFIED|NOTSPECIFIED|NOTGIVEN|DEFAULT)$/

/** The frame that a card's value means; null for "not given", undefined for an unknown one. */
export function frameOf(value: string): Coordsys | undefined {
  const text = value.toUpperCase().replace(/\b(COORDINATES?|COORDS?|SYSTEM|FRAME)\b/g, '')
  // J2000 is the equinox of all three frames; alone it means equatorial coordinates.
  const letters = text.replace(/[(),/:_.?\s-]/g, '')
  const bare = withoutEquinox(letters)
  if (bare === '' && letters !== '') return 'C'
  const whole = frameOfWord(bare)
  if (whole !== undefined) return whole
  // Several words that mean the same: celestial (ICRS).
  const words = text.split(/[^A-Z0-9]+/).map(withoutEquinox)
  const [first, ...others] = words.filter((word) => word !== '').map(frameOfWord)
  return first && others.every((frame) => frame === first) ? first : undefined
}

const withoutEquinox = (letters: string) => letters.replace(/J?20000?/, '')

function frameOfWord(word: string): Coordsys | undefined {
  const known = spellings.find(([, spelling]) => spelling.test(word))
  if (known) return known[0]
  if (notGiven.test(word)) return null
  if (word.length < shortest) return undefined
  return names.find(([, name]) => name.startsWith(word) || (word.length > shortest && isMisspelling(word, name)))?.[0]
}

/** Whether one letter is wrong, missing or too many, or two neighbours are swapped. */
function isMisspelling(word: string, name: string): boolean {
  let start = 0
  while (start < word.length && word[start] === name[start]) start++
  const [rest, right] = [word.slice(start), name.slice(start)]
  const isSwapped = rest.length > 1 && rest[1] + rest[0] + rest.slice(2) === right
  return isSwapped || rest.slice(1) === right.slice(1) || rest === right.slice(1) || rest.slice(1) === right
}
