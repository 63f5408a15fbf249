import type { MapHeaderCards } from '../../../src-preload/contract/map-statistics.ts'
import type { CardValue } from '../../sky/fits/card.ts'
import { readFitsHeader } from '../../sky/fits/fits-file.ts'

/** The headers of all HDUs of a FITS file, for people: values as the standard writes them. @throws FitsError */
export async function headerCards(path: string): Promise<MapHeaderCards[]> {
  const { hdus } = await readFitsHeader(path)
  return hdus.map(({ index, name, kind, header }) => ({
    ...{ index, name, kind },
    cards: header.cards
      .filter(({ keyword, value, comment }) => keyword !== '' || value !== null || comment !== '')
      .map(({ keyword, value, comment }) => ({ keyword, value: asWritten(value), comment })),
  }))
}

const asWritten = (value: CardValue): string | null => {
  if (value === null) return null
  return typeof value === 'boolean' ? (value ? 'T' : 'F') : String(value)
}
