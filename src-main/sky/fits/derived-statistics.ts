import { derive, type Derivation } from '../../../src-shared/sky/derivation.ts'
import { gatherStatistics, type ColumnStatistics } from './column-statistics.ts'
import type { DerivedMapColumn } from './derived-columns.ts'
import type { StoredColumn } from './map-header.ts'
import type { ScanTarget } from './scan-table.ts'

/**
 * Statistics of derived columns from the stored ones as they are read.
 * @param stored the columns that are read, in order
 */
export function gatherDerived(stored: readonly StoredColumn[], derived: readonly DerivedMapColumn[]) {
  const gatherers = derived.map(() => gatherStatistics(null))
  const places = derived.map(({ sources }) => sources.map(({ column }) => stored.indexOf(column)))
  let scratch = new Float64Array(0)
  return {
    /** @param values of the stored columns in the same rows, missing ones NaN */
    add(values: readonly ScanTarget[]) {
      const count = values[0].length
      if (scratch.length < count) scratch = new Float64Array(count)
      derived.forEach(({ derivation }, i) => {
        const parts = places[i].map((place) => values[place])
        gatherers[i].add(present(derivation, parts, scratch.subarray(0, count)))
      })
    },
    result: (): ColumnStatistics[] =>
      gatherers.map((gatherer, i) => statisticsOf(derived[i].derivation, gatherer.result())),
  }
}

/** The values of a derived column; for angles, which have no mean, only whether there is one. */
function present(derivation: Derivation, parts: ScanTarget[], target: Float64Array): Float64Array {
  if (derivation.kind !== 'angle') return derive(derivation, parts, target)
  const [q, u] = parts
  for (let i = 0; i < target.length; i++) target[i] = q[i] * q[i] + u[i] * u[i] > 0 ? 0 : NaN
  return target
}

/** Angles are cyclic: they have neither range nor mean. */
export const statisticsOf = ({ kind }: Derivation, found: ColumnStatistics): ColumnStatistics =>
  kind === 'angle' ? { ...found, min: null, max: null, mean: null } : found
