import { refused } from '../../../../src-preload/rpc/errors.ts'
import { conventionOf, type PolarisationConvention } from '../../../../src-shared/sky/polarisation.ts'
import { findPolarisedMaps } from '../../../sky/fits/find-polarised-maps.ts'
import { withByteSource } from '../../../sky/fits/fits-file.ts'
import type { ChosenColumn, HealpixHeader } from '../../../sky/fits/map-header.ts'
import type { StokesColumn } from '../../../sky/fits/polarised-grids.ts'

/** Files of Stokes parameters. */
export interface StokesFiles {
  /** Null for a map of Q and U alone. */
  i: string | null
  q: string
  u: string
}

/** The column of a Stokes parameter in its file. */
export interface StokesPart extends ChosenColumn<HealpixHeader> {
  stokes: 'I' | 'Q' | 'U'
  path: string
  name: string
  unit: string | null
}

/**
 * Finds the column of each parameter, in the order I, Q, U: the one that is named as it, or the only one of its file.
 * @throws CirrusError refused if they are not of one polarised map: another nside, ordering, frame, unit or convention of
 *   U; FitsError
 */
export async function chooseParts({
  i,
  q,
  u,
}: StokesFiles): Promise<{ parts: StokesPart[]; polcconv: PolarisationConvention | null }> {
  const first = await partOf(q, 'Q')
  const rest = [await partOf(u, 'U'), ...(i === null ? [] : [await partOf(i, 'I')])]
  for (const part of rest) requireAlike(part, first)
  const conventions = [rest[0], first].map(({ header, path }) => {
    const convention = conventionOf(header.polcconv)
    if (convention !== undefined) return convention
    throw refused(path, 'card POLCCONV', `the convention ${header.polcconv} of U is not known; correct the card`)
  })
  const [ofU, ofQ] = conventions
  if (ofU && ofQ && ofU !== ofQ)
    throw refused(
      u,
      'card POLCCONV',
      `${ofU}, but ${q} has ${ofQ}; convert one of them with cirrus map convert --polcconv`,
    )
  return { parts: [...rest.slice(1), first, rest[0]], polcconv: ofU ?? ofQ }
}

async function partOf(path: string, stokes: StokesPart['stokes']): Promise<StokesPart> {
  const { columns } = await withByteSource(path, (source) => findPolarisedMaps(source, {}))
  const found = columns.filter((column) => (stokes === 'I' ? column.stokes === null : column.stokes === stokes))
  const chosen = found.length === 1 ? found[0] : columns.length === 1 ? columns[0] : undefined
  if (!chosen) {
    const names = columns.map(({ name }) => name).join(', ')
    const remedy = 'write the one to take to a file of its own with cirrus map convert --column'
    throw refused(path, `columns ${names}`, `which of them is Stokes ${stokes} is not clear; ${remedy}`)
  }
  return { ...requireHealpix(path, chosen), stokes, path, name: chosen.name, unit: chosen.unit }
}

function requireHealpix(path: string, { header, column }: StokesColumn): ChosenColumn<HealpixHeader> {
  if (header.kind === 'healpix') return { header, column }
  const reason = 'an image can’t be joined with another; stack them to one image of [I, Q, U] planes with numpy.stack'
  throw refused(path, `HDU ${column.hdu.index}`, reason)
}

function requireAlike(part: StokesPart, first: StokesPart): void {
  const facts = ({ header, unit }: StokesPart) =>
    [
      ['nside', header.nside, '--nside'],
      ['ordering', header.ordering, '--ordering'],
      ['frame', header.coordsys ?? 'not known', '--coordsys'],
      ['unit', unit ?? 'none', '--unit'],
    ] as const
  const others = facts(first)
  for (const [n, [fact, value, option]] of facts(part).entries()) {
    if (value === others[n][1]) continue
    const reason = `${value}, but ${first.path} has ${others[n][1]}; convert one of them with cirrus map convert ${option}`
    throw refused(part.path, fact, reason)
  }
}
