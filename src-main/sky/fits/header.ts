import { parseCard, type Card, type CardValue } from './card.ts'

/** The cards of one header, in order, and the first value of each keyword. */
export interface FitsHeader {
  cards: Card[]
  get(keyword: string): CardValue | undefined
  /** the value as a number, also when it was written as a string ('64') */
  number(keyword: string): number | undefined
  /** the value as trimmed text; undefined for a missing or empty card */
  text(keyword: string): string | undefined
}

/** Makes a header of its records of 80 characters, up to END; CONTINUE records are joined to the string before them. */
export function parseHeader(records: Iterable<string>): FitsHeader {
  const cards: Card[] = []
  for (const record of records) {
    const card = parseCard(record)
    const last = cards.at(-1)
    if (card.keyword === 'CONTINUE' && typeof card.value === 'string' && typeof last?.value === 'string') {
      last.value = (last.value.endsWith('&') ? last.value.slice(0, -1) : last.value) + card.value
      last.comment = [last.comment, card.comment].filter(Boolean).join(' ')
    } else cards.push(card)
  }
  return makeHeader(cards)
}

/** A header of given cards. */
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
