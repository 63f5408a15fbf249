import { parseCard, type Card, type CardValue } from './card.ts'

/** The cards of a header, in order, and the first value of each keyword. */
export interface FitsHeader {
  cards: Card[]
  get(keyword: string): CardValue | undefined
  /** the value as a number, even if written as a string ('64') */
  number(keyword: string): number | undefined
  /** the value as trimmed text; undefined for a missing or empty card */
  text(keyword: string): string | undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The text of a record of 80 bytes. FITS allows ASCII only, but units such as "µK" occur in UTF-8 and in Latin-1; what
 * is not valid UTF-8 is read as Latin-1.
 */
export function decodeRecord(bytes: Buffer): string {
  const text = bytes.toString('latin1')
  if (!/[\x80-\xff]/.test(text)) return text
  try {
    return utf8.decode(bytes)
  } catch {
    return text
  }
}

/** Parses the records before END; CONTINUE records are appended to the preceding string. */
export function parseHeader(records: Iterable<string>): FitsHeader {
  const strings: Card[][] = []
  for (const record of records) {
    const card = parseCard(record)
    const last = strings.at(-1)
    if (card.keyword === 'CONTINUE' && typeof card.value === 'string' && typeof last?.[0].value === 'string')
      last.push(card)
    else strings.push([card])
  }
  return makeHeader(strings.map(joinString))
}

/** A string and its continuations, joined at once: a damaged header may have hundred thousands of them. */
function joinString(pieces: Card[]): Card {
  if (pieces.length === 1) return pieces[0]
  const values = pieces.map(({ value }, i) => {
    const text = String(value)
    return i < pieces.length - 1 && text.endsWith('&') ? text.slice(0, -1) : text
  })
  const comments = pieces.map(({ comment }) => comment).filter(Boolean)
  return { keyword: pieces[0].keyword, value: values.join(''), comment: comments.join(' ') }
}

/**
 * A header of cards. The first of several cards with the same keyword counts, so that the cards of an extension take
 * precedence over those of the primary header that follow.
 */
export function makeHeader(cards: Card[]): FitsHeader {
  const values = new Map<string, CardValue>()
  for (const { keyword, value } of cards) if (value !== null && !values.has(keyword)) values.set(keyword, value)
  return {
    cards,
    get: (keyword) => values.get(keyword),
    number(keyword) {
      const value = values.get(keyword)
      if (typeof value === 'number') return value
      if (typeof value !== 'string' || value.trim() === '') return undefined
      const number = Number(value)
      return Number.isNaN(number) ? undefined : number
    },
    text(keyword) {
      const value = values.get(keyword)
      return value === undefined ? undefined : String(value).trim() || undefined
    },
  }
}
