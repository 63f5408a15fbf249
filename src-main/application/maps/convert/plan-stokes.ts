import { refused } from '../../../../src-preload/rpc/errors.ts'
import { conventionOf, hasAxes, type PolarisationConvention } from '../../../../src-shared/sky/polarisation.ts'
import type { ChosenColumn, MapHeader } from '../../../sky/fits/map-header.ts'
import { findPolarisedMaps } from '../../../sky/fits/find-polarised-maps.ts'
import { withByteSource } from '../../../sky/fits/fits-file.ts'
import { stokesOfColumn } from '../../../sky/fits/stokes-of-column.ts'
import type { ConversionRequest, StokesPart } from './conversion.ts'

/** What becomes of the columns with axes. */
interface StokesPlan<C> {
  columns: C[]
  /** for each column; null for those without axes */
  parts: (StokesPart | null)[]
  /** convention of the new map's U, for its header; null if it has no Q and U, or the original says nothing */
  polcconv: PolarisationConvention | null
  steps: string[]
  leftOut: string[]
}

/**
 * Pairs Q and U to turn them to other axes, and finds the sign that U gets. Covariances of Q and U, and a Q without its
 * U, can't be turned: among several columns they are left out, alone they are refused.
 * @param turns whether the new map has other axes
 * @throws CirrusError refused
 */
export async function planStokes<C extends ChosenColumn<MapHeader>>(
  request: Pick<ConversionRequest, 'path' | 'inputCoordsys' | 'inputPolcconv' | 'polcconv'>,
  columns: readonly C[],
  turns: boolean,
): Promise<StokesPlan<C>> {
  const stokesOf = ({ header, column }: ChosenColumn) => stokesOfColumn(header, column.name)
  const first = columns.find((one) => stokesOf(one) !== null)
  const own = first && conventionIn(first, turns || request.polcconv !== undefined)
  const to = request.polcconv ?? own ?? 'COSMO'
  const flips = to !== (own ?? 'COSMO')
  const pairs = turns && first ? await pairsIn(request) : []
  const parts = columns.map((one): StokesPart | null | string => {
    const { name } = one.column
    const stokes = stokesOf(one)
    if (stokes === null) {
      if (!hasAxes(name, null) || !(turns || flips)) return null
      return `covariances and noise of Q and U are not ${turns ? 'turned to other axes' : 'converted to another convention'}`
    }
    const pair = turns ? pairs.find(({ q, u }) => (stokes === 'Q' ? q : u) === name) : null
    if (pair === undefined) return `there is no ${stokes === 'Q' ? 'U' : 'Q'} that it could be turned with`
    return { stokes, from: conventionIn(one, turns || flips) ?? 'COSMO', to, pair }
  })
  const kept = columns.filter((_, n) => typeof parts[n] !== 'string')
  const failures = columns.flatMap(({ column: { name, hdu } }, n) =>
    typeof parts[n] === 'string' ? [{ name, reason: parts[n], place: `HDU ${hdu.index}, column ${name}` }] : [],
  )
  if (kept.length === 0) {
    const [{ place, reason }] = failures
    throw refused(
      request.path,
      place,
      `${reason}; keep the frame and the convention, or choose other columns`,
      'column',
    )
  }
  return {
    columns: kept,
    parts: parts.filter((part) => typeof part !== 'string'),
    polcconv: first ? (request.polcconv ?? (turns ? to : (own ?? null))) : null,
    steps: [
      ...(turns && first ? ['Q and U were interpolated in the frame of the original and turned to the new axes.'] : []),
      ...(first && flips ? [`U changed its sign, from the convention ${own ?? 'COSMO'} to ${to}.`] : []),
    ],
    leftOut: failures.map(({ name, reason }) => `Column ${name}: ${reason}.`),
  }
}

/** The convention of U in a header; null if it says nothing. @throws CirrusError refused for an unknown one that counts */
function conventionIn({ header }: ChosenColumn, counts: boolean): PolarisationConvention | null {
  const convention = conventionOf(header.polcconv)
  if (convention !== undefined) return convention
  if (!counts) return null
  const reason = `the convention ${header.polcconv} of U is not known; give it with --input-polcconv COSMO or IAU`
  throw refused(header.file, 'card POLCCONV', reason, 'polcconv')
}

async function pairsIn({ path, inputCoordsys, inputPolcconv }: Parameters<typeof planStokes>[0]) {
  const options = { coordsys: inputCoordsys, polcconv: inputPolcconv, anyEquinox: true }
  const { maps } = await withByteSource(path, (source) => findPolarisedMaps(source, options))
  return maps.map(({ q, u }) => ({ q: q.name, u: u.name }))
}
