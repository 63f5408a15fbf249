import type { Frame } from './healpix/map.ts'

/** Stokes parameters of linear polarisation. Their values depend on the axes of their frame. */
export type Stokes = 'Q' | 'U'

/** Sign convention of U (card POLCCONV): HEALPix and the IAU measure the angle in opposite directions. */
export const polarisationConventions = ['COSMO', 'IAU'] as const
export type PolarisationConvention = (typeof polarisationConventions)[number]

/** Words that mark a column as the noise of Q or U, which does not depend on the convention. */
const ofNoise = /^(COV|CORR|RMS|ERR|ERROR|SIGMA|STD|VAR|VARIANCE|WEIGHT|HITS|MASK|SPECTRUM)$/

/**
 * Which Stokes parameter a column of a map holds, by its name: Q_STOKES, Q_POLARISATION, STOKES Q, Q-POL, Q, QPOL.
 * @param name TTYPE
 * @param polar card POLAR: a single letter is a Stokes parameter unless the header says that the map is not polarised
 * (a U-band map, say)
 */
export function stokesOf(name: string, polar?: boolean): Stokes | null {
  const words = wordsOf(name)
  if (words.some((word) => ofNoise.test(word))) return null
  const letterOf = (word = '') => /^(?:POL|STOKES)?([QU])(?:POL|STOKES)?$/.exec(word)?.[1] as Stokes | undefined
  const [first, last] = [letterOf(words[0]), letterOf(words.at(-1))]
  if (words.length === 1 && words[0].length === 1 && polar === false) return null
  if (first ?? last) return first ?? last!
  // A letter among other words counts only if one of them refers to polarisation.
  const isStokes = words.some((word) => /^(POL|STOKES|POLARI[SZ]ATION)$/.test(word))
  return isStokes ? (words.map(letterOf).find(Boolean) ?? null) : null
}

const wordsOf = (name: string): string[] =>
  name
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean)

/** A name without its number: COLUMN of COLUMN2, IMAGE of IMAGE[1]. */
const withoutNumber = (name: string) => name.trim().replace(/[ _-]*(\d+|\[\d+\])$/, '')

/**
 * Which Stokes parameters the columns of a map hold. Names decide; if they are only numbers and the header says that
 * the map is polarised, the order does: I, Q, U as in HEALPix, or Q, U.
 * @param names TTYPE of all columns in order
 * @param polar whether the header says that the map is polarised (POLAR = T, or a card POLCCONV); undefined if it does
 * not say
 */
export function stokesOfColumns(names: readonly string[], polar?: boolean): (Stokes | null)[] {
  const byName = names.map((name) => stokesOf(name, polar))
  const numbered = names.slice(0, 3)
  const [stem] = numbered.map(withoutNumber)
  const areNumbers = numbered.every((name) => withoutNumber(name) === stem && name.trim() !== stem)
  if (!polar || names.length < 2 || !areNumbers || byName.some(Boolean)) return byName
  const order: (Stokes | null)[] = names.length === 2 ? ['Q', 'U'] : [null, 'Q', 'U']
  return names.map((_, i) => order[i] ?? null)
}

/**
 * The convention that a card POLCCONV names; null for none.
 * @returns undefined for an unknown word
 */
export function conventionOf(card: string | null | undefined): PolarisationConvention | null | undefined {
  const word = card?.trim().toUpperCase() ?? ''
  if (word === '') return null
  if (word === 'HEALPIX') return 'COSMO'
  return polarisationConventions.find((convention) => convention === word)
}

/** Products of two Stokes parameters, one of them Q or U: QQ, IU, QU_COV, TQ, ... */
const product = /^(?:[IT][QU]|[QU]{2})(?:COV)?$/
const ofDeviation = /^(COV|CORR|RMS|ERR|ERROR|SIGMA|STD|VAR|VARIANCE)$/

/**
 * Whether the values of a column depend on the axes of its frame: Q and U, their covariances, and their noise.
 * @param stokes the Stokes parameter of the column itself
 */
export function hasAxes(name: string, stokes: Stokes | null): boolean {
  const words = wordsOf(name)
  const isNoise = words.some((word) => ofDeviation.test(word)) && words.some((word) => /^[QU]$/.test(word))
  return stokes !== null || isNoise || words.some((word) => product.test(word))
}

/** The frames' names in a sentence. */
export const frameNames: Record<Frame, string> = { G: 'Galactic', C: 'equatorial', E: 'ecliptic' }

/** Why patches of a polarisation angle, on Galactic axes as all patches, can't be cut; null if they can. */
export function angleRefusal(
  { kind }: { kind: string },
  coordsys: Frame | null,
): { card: 'COORDSYS'; reason: string } | null {
  if (kind !== 'angle' || coordsys === null || coordsys === 'G') return null
  return {
    card: 'COORDSYS',
    reason: `this is the polarisation angle from ${frameNames[coordsys]} north, and patches have Galactic axes; rotate I, Q and U of the map to Galactic coordinates first, for instance with healpy.Rotator`,
  }
}

/**
 * Why patches of a column can't be cut as for a scalar; null if they can. Q and U refer to the axes of their frame:
 * from another frame, or in the other sign convention, Galactic patches would have wrong values.
 */
export function polarisationRefusal(
  stokes: Stokes | null | undefined,
  { coordsys, polcconv }: { coordsys: Frame | null; polcconv: string | null },
): { card: 'COORDSYS' | 'POLCCONV'; reason: string } | null {
  if (!stokes) return null
  if (coordsys !== null && coordsys !== 'G') {
    return {
      card: 'COORDSYS',
      reason: `this is Stokes ${stokes} on ${frameNames[coordsys]} axes, and patches have Galactic ones; cut Q and U together with --channels QU, which turns them`,
    }
  }
  if (polcconv === null || conventionOf(polcconv) === 'COSMO') return null
  return {
    card: 'POLCCONV',
    reason: `this is Stokes ${stokes} in the convention ${polcconv}, and patches are in that of HEALPix (COSMO); cut Q and U together with --channels QU, which converts them`,
  }
}
