import type { MapHeaderCards } from '../../../../src-preload/contract/index.ts'

type Card = MapHeaderCards['cards'][number]

/** The headers with only the cards that contain all words of a search; headers without one are left out. */
export function matchingCards(headers: readonly MapHeaderCards[], search: string): MapHeaderCards[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...headers]
  const matches = ({ keyword, value, comment }: Card) => {
    const text = `${keyword} ${value ?? ''} ${comment}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return headers
    .map((header) => ({ ...header, cards: header.cards.filter(matches) }))
    .filter(({ cards }) => cards.length > 0)
}

/** Cards as text, one a line, as `fitsheader` prints them. */
export const cardsAsText = (headers: readonly MapHeaderCards[]): string =>
  headers
    .flatMap(({ index, name, cards }) => [`# HDU ${index}${name ? ` ${name}` : ''}`, ...cards.map(cardText)])
    .join('\n')

function cardText({ keyword, value, comment }: Card): string {
  if (value === null) return `${keyword.padEnd(8)} ${comment}`.trimEnd()
  return `${keyword.padEnd(8)}= ${value}${comment ? ` / ${comment}` : ''}`
}
