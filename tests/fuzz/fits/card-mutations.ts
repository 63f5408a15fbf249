import type { Draw } from './draw.ts'
import type { Part } from './parts.ts'

/** Changes the header of one HDU in place; it has a card. */
type CardMutation = (part: Part, draw: Draw) => void

const extremes = [
  ...['0', '-1', '1', '2', '3', '7', '255', '999', '1000', '65536', '2147483647', '2147483648', '-2147483648'],
  ...['4294967296', '9007199254740991', '9007199254740993', '9223372036854775807', '99999999999999999999999'],
  ...['1.5', '-0.0', '1E308', '-1E308', '1E309', '1E-320', '1D5', 'NaN', 'Infinity', '0x10', '(1,2)', 'T', 'F', ''],
]
const words = [
  ...['RING', 'NESTED', 'NUNIQ', 'IMPLICIT', 'EXPLICIT', 'PARTIAL', 'FULLSKY', 'HEALPIX', 'G', 'C', 'FK4', 'unknown'],
  ...[
    'BINTABLE',
    'IMAGE',
    'TABLE',
    'GLON-TAN',
    'GLAT-CAR',
    'RA---SIN',
    'DEC--TAN-SIP',
    'deg',
    'arcsec',
    'COSMO',
    'IAU',
  ],
  ...['RICE_1', 'RICE_ONE', 'GZIP_1', 'GZIP_2', 'PLIO_1', 'HCOMPRESS_1', 'NO_DITHER', 'SUBTRACTIVE_DITHER_1'],
  ...['SUBTRACTIVE_DITHER_2', 'BLOCKSIZE', 'BYTEPIX', 'COMPRESSED_DATA', 'ZSCALE', 'PIXEL', '', "it''s", '&', '\xb5K'],
]
const forms = ['E', '1024E', 'D', 'J', 'K', 'I', 'B', 'L', '8X', '12X', '64X', '1PB(9)', '1QE', '16A', 'C', 'M', '0E']
const keywords = [
  ...['BITPIX', 'NAXIS', 'NAXIS1', 'NAXIS2', 'NAXIS3', 'PCOUNT', 'GCOUNT', 'TFIELDS', 'NSIDE', 'ORDERING', 'INDXSCHM'],
  ...['FIRSTPIX', 'LASTPIX', 'GRAIN', 'OBJECT', 'COORDSYS', 'RADESYS', 'EQUINOX', 'BAD_DATA', 'PIXTYPE', 'POLCCONV'],
  ...['TFORM1', 'TFORM2', 'TTYPE1', 'TTYPE2', 'TUNIT1', 'TSCAL1', 'TZERO1', 'TNULL1', 'TEXPB1', 'TDIM1', 'THEAP'],
  ...['BSCALE', 'BZERO', 'BLANK', 'BUNIT', 'EXTNAME', 'GROUPS', 'XTENSION', 'SIMPLE', 'EXTEND', 'NESTED', 'CONTINUE'],
  ...['CTYPE1', 'CTYPE2', 'CUNIT1', 'CRVAL1', 'CRPIX1', 'CDELT1', 'CROTA2', 'CD1_1', 'PC1_2', 'PV2_1', 'LONPOLE'],
  ...['WCSAXES', 'A_ORDER', 'A_2_0', 'ZIMAGE', 'ZTABLE', 'ZCMPTYPE', 'ZQUANTIZ', 'ZBITPIX', 'ZNAXIS', 'ZNAXIS1'],
  ...['ZNAXIS2', 'ZTILE1', 'ZTILE2', 'ZSCALE', 'ZZERO', 'ZBLANK', 'ZDITHER0', 'ZNAME1', 'ZVAL1', 'ZNAME2', 'ZVAL2'],
]
/** Letters of TFORM with the bytes of an element. */
const sizes: Record<string, number> = { L: 1, B: 1, A: 1, X: 1, I: 2, J: 4, E: 4, K: 8, D: 8, C: 8, P: 8, M: 16, Q: 16 }

const card = (keyword: string, value: string) => `${keyword.padEnd(8)}= ${value.padStart(20)}`.padEnd(80)
const quoted = (word: string) => `'${word.padEnd(8)}'`
const valueOf = (draw: Draw) =>
  draw.chance(0.6) ? draw.pick(extremes) : quoted(draw.chance(0.6) ? draw.pick(words) : draw.pick(forms))
const positionsOf = ({ cards }: Part, pattern: RegExp) => cards.flatMap((text, i) => (pattern.test(text) ? [i] : []))

/** A card that says how the data are stored or what they are, or any card. */
function position(part: Part, draw: Draw, pattern: RegExp): number {
  // Mostly not the first three: without SIMPLE, BITPIX, and NAXIS a file is refused before anything else is read.
  const first = draw.chance(0.2) ? 0 : 3
  const found = positionsOf(part, pattern).filter((at) => at >= first)
  return found.length > 0 ? draw.pick(found) : draw.below(part.cards.length)
}

const structural = /^(BITPIX|NAXIS|PCOUNT|GCOUNT|TF|TT|TSC|TZ|TN|NSIDE|ORD|FIRST|LAST|THEAP|Z|B|C[TRUD]|INDX|OBJ|EXT)/
const numeric = /^[A-Z0-9_-]+ *= +[-+.\d]+/

const replaceNumber: CardMutation = (part, draw) => {
  const at = position(part, draw, draw.chance(0.7) ? structural : numeric)
  part.cards[at] = card(part.cards[at].slice(0, 8), draw.pick(extremes))
}

const nearNumber: CardMutation = (part, draw) => {
  const at = position(part, draw, numeric)
  const value = Number(/[-+.\d]+/.exec(part.cards[at].slice(9))?.[0] ?? 1)
  const near = [value + 1, value - 1, 2 * value, 4 * value, Math.floor(value / 2), -value, 1000 * value]
  part.cards[at] = card(part.cards[at].slice(0, 8), `${draw.pick(near)}`)
}

const replaceValue: CardMutation = (part, draw) => {
  const at = position(part, draw, structural)
  part.cards[at] = card(part.cards[at].slice(0, 8), valueOf(draw))
}

const insertCard: CardMutation = (part, draw) =>
  void part.cards.splice(draw.below(part.cards.length + 1), 0, card(draw.pick(keywords), valueOf(draw)))

const renameCard: CardMutation = (part, draw) => {
  const at = draw.below(part.cards.length)
  part.cards[at] = draw.pick(keywords).padEnd(8) + part.cards[at].slice(8)
}

const removeCard: CardMutation = (part, draw) => void part.cards.splice(draw.below(part.cards.length), 1)

const repeatCard: CardMutation = (part, draw) => {
  const at = draw.below(part.cards.length)
  // Rarely thousands of times: readers must not take quadratic time.
  const times = draw.chance(0.02) ? 30_000 : draw.few(4)
  const text = times > 100 && draw.chance(0.5) ? "CONTINUE  'more and more&'".padEnd(80) : part.cards[at]
  part.cards.splice(at, 0, ...Array.from({ length: times }, () => text))
}

const swapCards: CardMutation = ({ cards }, draw) => {
  const [a, b] = [draw.below(cards.length), draw.below(cards.length)]
  ;[cards[a], cards[b]] = [cards[b], cards[a]]
}

const flipLetters: CardMutation = ({ cards }, draw) => {
  const at = draw.below(cards.length)
  const letters = cards[at].padEnd(80).split('')
  for (let n = draw.few(4); n > 0; n--)
    letters[draw.below(40)] = draw.chance(0.5) ? draw.pick("0123456789'-= /ETFAP&".split('')) : latin1(draw.below(256))
  cards[at] = letters.join('')
}

const latin1 = (code: number) => String.fromCharCode(code)

/** Another type of the same number of bytes for a column, so that its rows stay whole. */
const retypeColumn: CardMutation = (part, draw) => {
  const at = position(part, draw, /^TFORM/)
  const [, count, letter] = /'(\d*)([A-Z])/.exec(part.cards[at]) ?? []
  if (!letter) return replaceValue(part, draw)
  const other = draw.pick(Object.keys(sizes))
  const bytes = Number(count || 1) * sizes[letter]
  const repeat = other === 'X' ? 8 * bytes - draw.below(8) : bytes / sizes[other]
  part.cards[at] = card(part.cards[at].slice(0, 8), quoted(`${repeat}${other}`))
}

/** Rows k times as long and as many times fewer, or the other way round. */
const reshapeRows: CardMutation = (part, draw) => {
  const factor = draw.pick([2, 3, 4, 12, 1024, 1 / 2, 1 / 4, 1 / 1024])
  part.cards = part.cards.map((text) => {
    const [, keyword, count = '1', letter = ''] = /^(NAXIS[12]|TFORM\d+) *= *'?(\d*)([A-Z]?)/.exec(text) ?? []
    if (keyword === undefined) return text
    const value = Number(count || 1) * (keyword === 'NAXIS2' ? 1 / factor : factor)
    return card(keyword, keyword.startsWith('TFORM') ? quoted(`${value}${letter}`) : `${value}`)
  })
}

export const cardMutations: readonly CardMutation[] = [
  ...[replaceNumber, replaceNumber, nearNumber, replaceValue, insertCard, renameCard, removeCard],
  ...[repeatCard, swapCards, flipLetters, retypeColumn, reshapeRows],
]
