import { refused } from '../../../src-preload/rpc/errors.ts'
import { polarisationRefusal, stokesOf, type Stokes } from '../../../src-shared/sky/polarisation.ts'
import type { HealpixHeader } from '../../sky/fits/healpix-header.ts'

/** What the header says of where the data come from (REFERENC, ORIGIN), or null. */
export const citationOf = ({ cards }: HealpixHeader): string | null =>
  cards.text('REFERENC') ?? cards.text('ORIGIN') ?? null

/** Which Stokes parameter a column of a map holds, by its name and the card POLAR. */
export function stokesOfColumn({ cards }: HealpixHeader, name: string): Stokes | null {
  const polar = cards.get('POLAR')
  return stokesOf(name, polar === undefined ? undefined : polar === true || /^T/i.test(String(polar)))
}

/**
 * Refuses Q and U that are not given on Galactic axes and in the convention of HEALPix.
 * @throws CirrusError refused, with the card and the field `column`
 */
export function requireGalacticStokes(header: HealpixHeader, name: string): void {
  const { file, coordsys, cards, columns } = header
  const polcconv = cards.text('POLCCONV') ?? null
  const refusal = polarisationRefusal(stokesOfColumn(header, name), { coordsys, polcconv })
  if (!refusal) return
  const given = cards.get(refusal.card) === undefined ? `frame ${coordsys}` : `card ${refusal.card}`
  throw refused(file, `HDU ${columns[0].hdu.index}, column ${name}, ${given}`, refusal.reason, 'column')
}
