import { describe, expect, it } from 'vitest'
import { cardsAsText, matchingCards } from '../../../../../src-renderer/views/maps/page/matching-cards.ts'

const card = (keyword: string, value: string | null, comment = '') => ({ keyword, value, comment })
const headers = [
  { index: 0, name: 'PRIMARY', kind: 'image', cards: [card('SIMPLE', 'T', 'conforms to FITS')] },
  {
    ...{ index: 1, name: '', kind: 'table' },
    cards: [card('NSIDE', '512', 'resolution'), card('HISTORY', null, 'destriped at 512'), card('TUNIT1', 'MJy/sr')],
  },
]
const found = (search: string) => matchingCards(headers, search).map(({ cards }) => cards.map(({ keyword }) => keyword))

describe('a search of the cards', () => {
  it('finds keywords, values and comments, whatever the case', () => {
    expect(found('nside')).toEqual([['NSIDE']])
    expect(found('mjy')).toEqual([['TUNIT1']])
    expect(found('512')).toEqual([['NSIDE', 'HISTORY']])
    expect(found('conforms')).toEqual([['SIMPLE']])
  })

  it('needs all of its words in one card', () => {
    expect(found(' 512  resolution ')).toEqual([['NSIDE']])
    expect(found('512 MJy')).toEqual([])
  })

  it('without words finds all', () => {
    expect(matchingCards(headers, ' ')).toEqual(headers)
  })
})

it('cards are copied as the standard writes them, by HDU', () => {
  expect(cardsAsText(headers)).toBe(
    [
      ...['# HDU 0 PRIMARY', 'SIMPLE  = T / conforms to FITS'],
      ...['# HDU 1', 'NSIDE   = 512 / resolution', 'HISTORY  destriped at 512', 'TUNIT1  = MJy/sr'],
    ].join('\n'),
  )
})
