import type { MapColumn } from '../../../src-preload/contract/index.ts'

/** Columns that belong together, by their positions; a band series is one entry with a slider. */
export interface ColumnGroup {
  /** null for the columns that are in no other group */
  title: string | null
  columns: number[]
  isSeries?: boolean
}

/** What distinguishes the names of a second map: ` (HDU 2)`. */
const suffixOf = (name: string) => / \(.*\)$/.exec(name)?.[0] ?? ''

/** The title of the group of each column. */
function titlesOf(columns: readonly MapColumn[]): (string | null)[] {
  const titles: (string | null)[] = columns.map(({ name, type, band, derived }) => {
    if (derived?.kind === 'bit') return `Bits of ${derived.from[0]}`
    if (band) return `Bands of ${band.series}`
    return type === 'bit' && /\[\d+\]/.test(name) ? `Bits of ${name.replace(/\[\d+\]/, '')}` : null
  })
  columns.forEach(({ name, derived }, i) => {
    if (!derived || derived.kind === 'bit') return
    // P, angle and fraction of one map have the same ending.
    titles[i] = `Derived${suffixOf(name)}`
    columns.forEach((one, k) => {
      if (derived.from.includes(one.name)) titles[k] = `Stokes parameters${suffixOf(name)}`
    })
  })
  return titles
}

/** The columns of a map in groups, in the order of their first columns. */
export function columnGroups(columns: readonly MapColumn[]): ColumnGroup[] {
  const groups = new Map<string | null, ColumnGroup>()
  titlesOf(columns).forEach((title, i) => {
    const group = groups.get(title) ?? { title, columns: [], isSeries: columns[i].band !== undefined }
    groups.set(title, group)
    group.columns.push(i)
  })
  return [...groups.values()]
}
