import type { UnitResults } from '../../../../src-shared/validation/results.ts'
import { setResults } from './set-results.ts'
import type { MeasuredSets, PatchSets } from './measure-sets.ts'
import { pairResults } from './pair-results.ts'
import type { UnitMeasures } from './unit-measures.ts'

/** All measurements in one unit. */
export function unitResults(
  unit: string,
  { grid, bands }: UnitMeasures,
  pictures: PatchSets,
  { sets, cross }: MeasuredSets,
): UnitResults {
  const pair = (name: 'reconstruction' | 'linear') =>
    pairResults(grid.ell, sets.original, sets[name], cross[name], meanSquaredErrors(pictures, name))
  return {
    unit,
    edges: [...grid.edges],
    thresholds: [...grid.thresholds],
    ell: [...grid.ell],
    bands,
    sets: Object.fromEntries(Object.entries(sets).map(([name, patches]) => [name, setResults(patches)])),
    pairs: { reconstruction: pair('reconstruction'), linear: pair('linear') },
  }
}

/** Mean square of each patch minus its counterpart, over its pixels that are not missing. */
export function meanSquaredErrors({ original, ...others }: PatchSets, name: 'reconstruction' | 'linear'): number[] {
  return Array.from({ length: original.count }, (_, index) => {
    const [patch, picture] = [original.patch(index), others[name].patch(index)]
    let sum = 0
    let count = 0
    for (let i = 0; i < patch.length; i++) {
      if (Number.isNaN(patch[i])) continue
      sum += (patch[i] - picture[i]) ** 2
      count++
    }
    return sum / count
  })
}
