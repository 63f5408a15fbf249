import type { Sip } from '../../../src-shared/sky/projection/wcs/sip.ts'
import type { FitsHeader } from './header.ts'

/** Orders of the polynomials that the convention allows. */
const highestOrder = 9

/**
 * The polynomials of a header with cards A_ORDER and B_ORDER; null without any.
 * @param refuse throws the refusal of a card
 */
export function readSip(header: FitsHeader, refuse: (card: string, reason: string) => never): Sip | null {
  const polynomialOf = (letter: 'A' | 'B') => {
    const order = header.number(`${letter}_ORDER`)
    if (order === undefined) return null
    if (!(Number.isInteger(order) && order >= 0 && order <= highestOrder))
      refuse(`card ${letter}_ORDER`, `${order} is not an order from 0 to ${highestOrder}; correct the card`)
    return Array.from({ length: order + 1 }, (_, p) =>
      Array.from({ length: order + 1 - p }, (_, q) => header.number(`${letter}_${p}_${q}`) ?? 0),
    )
  }
  const [a, b] = [polynomialOf('A'), polynomialOf('B')]
  return a === null && b === null ? null : { a: a ?? [], b: b ?? [] }
}
