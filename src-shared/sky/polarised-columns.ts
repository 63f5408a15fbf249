import type { Derivation } from './derivation.ts'
import type { PolarisationConvention, Stokes } from './polarisation.ts'

/** A stored column, and the Stokes parameter that it holds if that is Q or U. */
export interface StoredColumn {
  name: string
  unit: string | null
  stokes: Stokes | null
}

/** The Stokes parameters of one polarised map. */
export interface PolarisedMap<C> {
  i: C | null
  q: C
  u: C
}

/** A column computed from stored ones. */
export interface DerivedColumn {
  name: string
  unit: string | null
  derivation: Derivation
}

/** The words of a name with its Stokes letter left out: Q_STOKES_INP and U_STOKES_INP both have STOKES INP. */
const stemOf = (name: string, letters: string) =>
  name
    .toUpperCase()
    .replace(new RegExp(`(^|[^A-Z0-9]|POL|STOKES)[${letters}](?=[^A-Z0-9]|POL|STOKES|$)`), '$1*')
    .replace(/[^A-Z0-9*]+/g, ' ')
    .trim()

/** A name without what distinguishes it from one of another table. */
const bare = (name: string) => name.replace(/ \((HDU|column) \d+\)$/, '').trim()

const intensity = /^(TEMPERATURE|TEMP|INTENSITY|STOKES\W*[IT]|[IT]\W*STOKES|I|T)$/i

/**
 * The polarised maps among the columns of one table: Q and U whose names differ in the letter only, or the only Q and
 * the only U; with the I of the same naming (I_STOKES), or the only column with a usual name of intensity
 * (TEMPERATURE). Columns of different units do not belong together.
 */
export function polarisedMaps<C extends StoredColumn>(columns: readonly C[]): PolarisedMap<C>[] {
  const [qs, us] = (['Q', 'U'] as const).map((letter) => columns.filter(({ stokes }) => stokes === letter))
  const others = columns.filter(({ stokes }) => stokes === null)
  const only = qs.length === 1 && us.length === 1
  const maps: PolarisedMap<C>[] = []
  for (const q of qs) {
    const stem = stemOf(q.name, 'Q')
    const u = us.find(({ name }) => stemOf(name, 'U') === stem) ?? (only ? us[0] : undefined)
    if (!u || u.unit !== q.unit) continue
    const named = others.find(({ name }) => stemOf(name, 'IT') === stem)
    const usual = only ? others.filter(({ name }) => intensity.test(bare(name))) : []
    const numbered = only && isNumbered(q.name) ? columns[columns.indexOf(q) - 1] : undefined
    const i = named ?? (usual.length === 1 ? usual[0] : numbered)
    maps.push({ i: i?.unit === q.unit ? i : null, q, u })
  }
  return maps
}

/** Whether a name does not say what a column holds, so that the order does. */
const isNumbered = (name: string) => /^(COLUMN|IMAGE|MAP|FIELD|EXT)?\W*\d+$|\[\d+\]$/i.test(bare(name))

/**
 * The columns that follow from the Stokes parameters of a table: P, the angle if the convention of U is known, and the
 * polarisation fraction if there is I.
 * @param convention of U; null if the header names an unknown one
 */
export function polarisationColumns(
  columns: readonly StoredColumn[],
  convention: PolarisationConvention | null,
): DerivedColumn[] {
  return polarisedMaps(columns).flatMap(({ i, q, u }) => {
    const from = [q.name, u.name]
    const derived: DerivedColumn[] = [{ name: 'P', unit: q.unit, derivation: { kind: 'P', from } }]
    if (convention !== null)
      derived.push({ name: 'angle', unit: 'deg', derivation: { kind: 'angle', from, convention } })
    if (i) derived.push({ name: 'fraction', unit: null, derivation: { kind: 'fraction', from: [i.name, ...from] } })
    return derived
  })
}
