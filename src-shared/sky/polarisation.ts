import type { Frame } from './healpix/map.ts'

/** Stokes parameters of linear polarisation: what they are depends on the axes of the frame that they are given in. */
export type Stokes = 'Q' | 'U'

/** Sign convention of U (card POLCCONV): HEALPix counts the angle the other way round than the IAU does. */
export const polarisationConventions = ['COSMO', 'IAU'] as const
export type PolarisationConvention = (typeof polarisationConventions)[number]

/** Words that make a column of Q or U one of their noise, which no convention turns. */
const ofNoise = /^(COV|CORR|RMS|ERR|ERROR|SIGMA|STD|VAR|VARIANCE|WEIGHT|HITS|MASK|SPECTRUM)$/

/**
 * Which Stokes parameter a column of a map holds, by its name: Q_STOKES, Q_POLARISATION, STOKES Q, Q-POL, Q, QPOL.
 * @param name TTYPE
 * @param polar card POLAR: a lone letter is a Stokes parameter unless the map is said not to be polarised, as a map of
 * the U band is
 */
export function stokesOf(name: string, polar?: boolean): Stokes | null {
  const words = name
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean)
  if (words.some((word) => ofNoise.test(word))) return null
  const letterOf = (word = '') => /^(?:POL|STOKES)?([QU])(?:POL|STOKES)?$/.exec(word)?.[1] as Stokes | undefined
  const [first, last] = [letterOf(words[0]), letterOf(words.at(-1))]
  if (words.length === 1 && words[0].length === 1 && polar === false) return null
  if (first ?? last) return first ?? last!
  // A letter amid other words counts where one of them says of what it is.
  const isStokes = words.some((word) => /^(POL|STOKES|POLARI[SZ]ATION)$/.test(word))
  return isStokes ? (words.map(letterOf).find(Boolean) ?? null) : null
}

/** A name without its number: COLUMN of COLUMN2, IMAGE of IMAGE[1]. */
const withoutNumber = (name: string) => name.trim().replace(/[ _-]*(\d+|\[\d+\])$/, '')

/**
 * Which Stokes parameters the columns of a map hold: by their names, or where these are but numbers, and the header says
 * that the map is polarised, by their places: I, Q and U, as HEALPix orders them, or Q and U alone.
 * @param names TTYPE of all columns in order
 * @param polar whether the header says so (POLAR = T, or a card POLCCONV); undefined where it does not say
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
 * @returns undefined for a word that is not known
 */
export function conventionOf(card: string | undefined): PolarisationConvention | null | undefined {
  const word = card?.trim().toUpperCase() ?? ''
  if (word === '') return null
  if (word === 'HEALPIX') return 'COSMO'
  return polarisationConventions.find((convention) => convention === word)
}

const frames: Record<Frame, string> = { G: 'Galactic', C: 'equatorial', E: 'ecliptic' }

/**
 * Why patches of a column can't be cut as if it were a scalar; null where they can. Q and U refer to the axes of their
 * frame: in Galactic patches those of another frame, or of the other sign convention, would have wrong values.
 */
export function polarisationRefusal(
  stokes: Stokes | null | undefined,
  { coordsys, polcconv }: { coordsys: Frame | null; polcconv: string | null },
): { card: 'COORDSYS' | 'POLCCONV'; reason: string } | null {
  if (!stokes) return null
  if (coordsys !== null && coordsys !== 'G') {
    return {
      card: 'COORDSYS',
      reason: `this is Stokes ${stokes} on ${frames[coordsys]} axes, and patches have Galactic ones; rotate I, Q and U of the map to Galactic coordinates first, for instance with healpy.Rotator`,
    }
  }
  if (polcconv === null || conventionOf(polcconv) === 'COSMO') return null
  return {
    card: 'POLCCONV',
    reason: `this is Stokes ${stokes} in the convention ${polcconv}, and patches are in that of HEALPix (COSMO); convert the map first: IAU has the other sign of U`,
  }
}
